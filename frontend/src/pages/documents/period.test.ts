import { describe, expect, it } from 'vitest'
import { readDocumentFilter, spanOf } from './filter'
import { moved, presetSpan, sellersToday } from './period'

describe('a period', () => {
  it.each([
    ['this_month', '2027-02-14', '2027-02-01', '2027-02-28'],
    ['last_month', '2027-01-31', '2026-12-01', '2026-12-31'],
    ['last_month', '2028-03-05', '2028-02-01', '2028-02-29'],
    ['this_quarter', '2027-11-22', '2027-10-01', '2027-12-31'],
    ['this_quarter', '2027-03-31', '2027-01-01', '2027-03-31'],
    ['this_year', '2027-06-01', '2027-01-01', '2027-12-31'],
  ] as const)('%s, on %s', (preset, today, since, until) => {
    expect(presetSpan(preset, today)).toEqual({ since, until })
  })

  it('begins with the French day, not with the one of London', () => {
    expect(sellersToday(Date.parse('2027-02-28T23:30:00Z'))).toBe('2027-03-01')
  })

  it('never ends before it begins', () => {
    const june = { since: '2027-06-01', until: '2027-06-30' }
    expect(moved(june, 'since', '2027-07-04')).toEqual({ since: '2027-07-04', until: '2027-07-04' })
    expect(moved(june, 'until', '2027-05-04')).toEqual({ since: '2027-05-04', until: '2027-05-04' })
    expect(moved(june, 'until', '2027-06-10')).toEqual({ since: '2027-06-01', until: '2027-06-10' })
  })

  it('is never longer than the API looks', () => {
    const june = { since: '2027-06-01', until: '2027-06-30' }
    expect(moved(june, 'since', '2020-01-01')).toEqual({ since: '2020-01-01', until: '2021-12-31' })
    expect(moved(june, 'until', '2031-01-01')).toEqual({ since: '2029-01-01', until: '2031-01-01' })
  })
})

describe('the address of a list', () => {
  const today = '2027-11-22'

  it('means this month when it says nothing', () => {
    expect(readDocumentFilter({})).toEqual({})
    expect(spanOf({}, today)).toEqual({ since: '2027-11-01', until: '2027-11-30' })
  })

  it('keeps a preset by its name, so that it means something else next month', () => {
    expect(readDocumentFilter({ period: 'this_year' })).toEqual({ period: 'this_year' })
    expect(readDocumentFilter({ period: 'this_month' })).toEqual({})
    expect(readDocumentFilter({ period: 'ever' })).toEqual({})
  })

  it('takes two days that make sense, and no others', () => {
    const days = { since: '2027-01-01', until: '2027-01-31' }
    expect(readDocumentFilter({ ...days, period: 'this_year' })).toEqual(days)
    expect(readDocumentFilter({ since: '2027-02-30', until: '2027-03-31' })).toEqual({})
    expect(readDocumentFilter({ since: '2027-03-31', until: '2027-03-01' })).toEqual({})
    expect(readDocumentFilter({ since: '2020-03-31', until: '2027-03-01' })).toEqual({})
  })

  it('reads an amount that the router took for a number', () => {
    expect(readDocumentFilter({ search: 60 }).search).toBe('60')
    expect(readDocumentFilter({ search: '  ' }).search).toBeUndefined()
    expect(readDocumentFilter({ search: 'x'.repeat(200) }).search).toHaveLength(80)
  })
})
