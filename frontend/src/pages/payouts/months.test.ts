import { describe, expect, it } from 'vitest'
import { addMonths, isMonth, lastMonths, monthTitle, monthWords } from './months'

describe('a month', () => {
  it('is said as the reader says it', () => {
    expect(monthWords('2026-10', 'fr')).toBe('octobre 2026')
    expect(monthTitle('2026-08', 'fr')).toBe('Août 2026')
    expect(monthTitle('2026-10', 'en')).toBe('October 2026')
  })

  it('is told from what only looks like one', () => {
    expect(isMonth('2026-10')).toBe(true)
    expect(isMonth('2026-13')).toBe(false)
    expect(isMonth('2026-1')).toBe(false)
    expect(isMonth(202610)).toBe(false)
  })

  it('follows another across the end of a year', () => {
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(addMonths('2026-12', 1)).toBe('2027-01')
  })

  it('is listed from the one that runs', () => {
    expect(lastMonths(Date.parse('2026-11-01T00:30:00Z'), 3)).toEqual([
      '2026-11',
      '2026-10',
      '2026-09',
    ])
  })
})
