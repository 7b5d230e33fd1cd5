import { describe, expect, it } from 'vitest'
import { base64Of, faultOf, kilobytes } from './logoFile'

describe('a chosen logo', () => {
  it('is refused by its type or its weight before it is sent', () => {
    expect(faultOf({ type: 'image/svg+xml', size: 10 })).toBe('wrong_type')
    expect(faultOf({ type: 'image/png', size: 400_001 })).toBe('too_large')
    expect(faultOf({ type: 'image/webp', size: 400_000 })).toBeNull()
  })

  it('weighs no less than it does', () => {
    expect(kilobytes(400_001)).toBe(401)
  })

  it('is sent as base64 alone', () => {
    expect(base64Of('data:image/png;base64,iVBORw0=')).toBe('iVBORw0=')
  })
})
