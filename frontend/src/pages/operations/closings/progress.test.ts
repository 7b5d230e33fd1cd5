import { describe, expect, it } from 'vitest'
import type { Closing } from '@/api/shapes'
import { billed, isUnderWay, partsOf } from './progress'

const OCTOBER: Closing = {
  month: '2026-10',
  over: true,
  total: 18,
  closed: 12,
  contested: 1,
  parked: 0,
  remaining: 5,
}

describe('a closing', () => {
  it('is told by its states, what needs somebody first', () => {
    expect(partsOf({ ...OCTOBER, parked: 2 })).toEqual([
      { state: 'parked', count: 2 },
      { state: 'contested', count: 1 },
      { state: 'open', count: 5 },
      { state: 'closed', count: 12 },
    ])
    expect(partsOf(OCTOBER).map(({ state }) => state)).not.toContain('parked')
  })

  it('has billed what is contested too', () => {
    expect(billed(OCTOBER)).toBe(13)
  })

  it('is under way once the month is over and somebody remains', () => {
    expect(isUnderWay(OCTOBER)).toBe(true)
    expect(isUnderWay({ ...OCTOBER, over: false })).toBe(false)
    expect(isUnderWay({ ...OCTOBER, remaining: 0 })).toBe(false)
  })
})
