import { describe, expect, it } from 'vitest'
import { type Dated, freeDay, isFixed, isMissing, pastOf } from './dated'

const row = (since: string, value: string | number = 'normal'): Dated => ({
  key: since,
  since,
  value,
})

const TODAY = '2026-11-22'

describe('dated values', () => {
  it('are fixed once they began before today', () => {
    expect(isFixed(row('2026-11-21'), TODAY)).toBe(true)
    expect(isFixed(row(TODAY), TODAY)).toBe(false)
  })

  it('tell their past in order, each with its last day', () => {
    const rows = [row('2026-06-01'), row('2027-01-01'), row('2026-01-01')]
    expect(pastOf(rows, TODAY).map(({ row, last }) => [row.since, last])).toEqual([
      ['2026-01-01', '2026-05-31'],
      ['2026-06-01', null],
    ])
  })

  it('propose a day on which nothing begins yet', () => {
    expect(freeDay([], TODAY)).toBe(TODAY)
    expect(freeDay([row(TODAY), row('2026-11-23')], TODAY)).toBe('2026-11-24')
  })

  it('may stay unchosen only while there is a single one', () => {
    const open = row(TODAY, '')
    expect(isMissing(open, [open])).toBe(false)
    expect(isMissing(open, [row('2026-01-01'), open])).toBe(true)
    expect(isMissing(row(TODAY, 0), [row('2026-01-01', 5)])).toBe(false)
  })
})
