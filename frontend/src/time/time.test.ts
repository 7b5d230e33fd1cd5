import { describe, expect, it } from 'vitest'
import { countdown } from './countdown'
import { dateWords, weekdayNames, zoneToName } from './format'
import { addDays, clocks, existsTwice, isDate, wallText } from './wall'

const PARIS = 'Europe/Paris'

describe('wall times', () => {
  it('tell apart the hour that exists twice', () => {
    expect(wallText('2027-10-31T00:30:00Z', PARIS)).toBe('2027-10-31T02:30+02:00')
    expect(wallText('2027-10-31T01:30:00Z', PARIS)).toBe('2027-10-31T02:30+01:00')
  })

  it('know which hour exists twice', () => {
    expect(existsTwice('2027-10-31T02:30:00+02:00', PARIS)).toBe(true)
    expect(existsTwice('2027-10-31T02:30:00+01:00', PARIS)).toBe(true)
    expect(existsTwice('2027-10-31T03:30:00+01:00', PARIS)).toBe(false)
    expect(existsTwice('2027-03-28T03:30:00+02:00', PARIS)).toBe(false)
  })

  it('count calendar days across a clock change', () => {
    expect(addDays('2027-03-27', 2)).toBe('2027-03-29')
    expect(addDays('2027-12-31', 1)).toBe('2028-01-01')
  })

  it('refuse days that do not exist', () => {
    expect(isDate('2027-02-29')).toBe(false)
    expect(isDate('2028-02-29')).toBe(true)
    expect(isDate('demain')).toBe(false)
  })

  it('know that a day may end at 24:00 but not begin there', () => {
    expect(clocks().at(-1)).toBe('23:45')
    expect(clocks({ midnight: true }).at(-1)).toBe('24:00')
  })
})

describe('words', () => {
  it('say a day in the language of the reader', () => {
    expect(dateWords('2027-03-30', 'fr')).toBe('mardi 30 mars 2027')
    expect(dateWords('2027-03-30', 'en')).toBe('Tuesday, 30 March 2027')
    expect(weekdayNames('fr')[0]).toBe('lundi')
  })

  it('name a zone only where the reader lives by another clock', () => {
    expect(zoneToName('2027-03-30T08:00:00Z', PARIS, 'Europe/Madrid')).toBeNull()
    expect(zoneToName('2027-03-30T08:00:00Z', 'Indian/Reunion', PARIS)).toBe('Reunion')
  })
})

describe('a countdown', () => {
  it('keeps the two largest units', () => {
    expect(countdown(2 * 86_400_000 + 3 * 3_600_000 + 60_000)).toEqual([
      ['day', 2],
      ['hour', 3],
    ])
    expect(countdown(59_000)).toEqual([['minute', 1]])
    expect(countdown(-1)).toEqual([])
  })
})
