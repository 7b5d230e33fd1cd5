import { describe, expect, it } from 'vitest'
import { countryOptions } from './countries'

describe('the countries of an address', () => {
  it('are named in the reader’s language, France first', () => {
    const [first, ...others] = countryOptions('fr', 'FR')
    expect(first).toEqual({ value: 'FR', label: 'France' })
    expect(others).toContainEqual({ value: 'DE', label: 'Allemagne' })
    expect(countryOptions('en', 'FR')).toContainEqual({ value: 'DE', label: 'Germany' })
  })

  it('are each there once, with a name', () => {
    const all = countryOptions('fr', 'FR')
    expect(new Set(all.map(({ value }) => value)).size).toBe(all.length)
    expect(all.filter(({ value, label }) => value === label)).toEqual([])
  })

  it('keep one that is not listed', () => {
    expect(countryOptions('fr', 'AQ').map(({ value }) => value)).toContain('AQ')
  })
})
