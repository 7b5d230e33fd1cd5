import { describe, expect, it } from 'vitest'
import { ordinal } from './ordinal'

describe('the rank of a date', () => {
  it('is written as each language writes it', () => {
    const ranks = [1, 2, 3, 4, 11, 22]
    expect(ranks.map((rank) => ordinal(rank, 'fr'))).toEqual([
      '1ʳᵉ',
      '2ᵉ',
      '3ᵉ',
      '4ᵉ',
      '11ᵉ',
      '22ᵉ',
    ])
    expect(ranks.map((rank) => ordinal(rank, 'en'))).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '22nd',
    ])
  })
})
