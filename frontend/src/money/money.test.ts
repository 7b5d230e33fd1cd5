import { describe, expect, it } from 'vitest'
import { bothSides, centsOf, euros, percent } from './money'

const plain = (text: string) => text.replace(/\s/g, ' ')

describe('money', () => {
  it('is said as the reader writes it', () => {
    expect(plain(euros(125050, 'fr'))).toBe('1 250,50 €')
    expect(euros(125050, 'en')).toBe('€1,250.50')
    expect(plain(percent(550, 'fr'))).toBe('5,5 %')
  })

  it('is read to the cent, whatever the decimal sign', () => {
    expect(centsOf('12,34')).toBe(1234)
    expect(centsOf(19.99)).toBe(1999)
    expect(centsOf(0.29)).toBe(29)
    expect(centsOf('')).toBeNull()
  })

  it('shows the other side of the tax', () => {
    expect(bothSides(1000, 'HT', 2000)).toEqual({ ht: 1000, ttc: 1200 })
    expect(bothSides(1000, 'TTC', 2000)).toEqual({ ht: 833, ttc: 1000 })
    expect(bothSides(5, 'HT', 1000)).toEqual({ ht: 5, ttc: 6 })
  })
})
