import { expect, it } from 'vitest'
import { paramsOf, spaceIdIn } from './path'

it('an address leads by the id at its end, whatever its words', () => {
  expect(paramsOf('/espaces/paris/la-fabrique-4k2q')).toEqual({
    city: 'paris',
    name: 'la-fabrique-4k2q',
  })
  for (const name of ['la-fabrique-4k2q', 'an-old-name-4k2q', '4k2q', 'sp_4k2q']) {
    expect(spaceIdIn(name)).toBe('sp_4k2q')
  }
})
