import { describe, expect, it } from 'vitest'
import { rankOf, usualHours, withHolidays } from './exceptionalDays'

const closed = (day: string, label = '') => ({ day, label, hours: [] })
const HOLIDAYS = [
  { day: '2027-05-01', name: 'Fête du Travail' },
  { day: '2027-05-08', name: 'Fête de la Victoire' },
  { day: '2027-07-14', name: 'Fête nationale' },
]

describe('exceptional days', () => {
  it('stand in order', () => {
    const days = [closed('2027-05-01'), closed('2027-07-14')]
    expect(['2027-01-01', '2027-06-01', '2027-12-25'].map((day) => rankOf(days, day))).toEqual([
      0, 1, 2,
    ])
  })

  it('close on the holidays that were ticked, under their names', () => {
    const days = [closed('2027-06-02', 'Inventaire')]
    const ticked = new Set(['2027-07-14', '2027-05-01'])
    expect(withHolidays(days, HOLIDAYS, ticked)).toEqual([
      closed('2027-05-01', 'Fête du Travail'),
      closed('2027-06-02', 'Inventaire'),
      closed('2027-07-14', 'Fête nationale'),
    ])
  })

  it('keep their own words, and lose a holiday that was unticked', () => {
    const days = [closed('2027-05-01', 'Le premier mai'), closed('2027-05-08', 'Pont')]
    expect(withHolidays(days, HOLIDAYS, new Set(['2027-05-01']))).toEqual([
      closed('2027-05-01', 'Le premier mai'),
    ])
  })

  it('stay open where an opening was planned, whatever is ticked', () => {
    const open = { day: '2027-05-08', label: '', hours: [{ opens: '10:00', closes: '12:00' }] }
    expect(withHolidays([open], HOLIDAYS, new Set())).toEqual([open])
    expect(withHolidays([open], HOLIDAYS, new Set(['2027-05-08']))).toEqual([open])
  })

  it('open at the hours of their weekday, or of an office where it is closed', () => {
    const week = [[{ opens: '08:00', closes: '12:00' }], [], [], [], [], [], []]
    expect(usualHours(week, '2027-05-03')).toEqual([{ opens: '08:00', closes: '12:00' }])
    expect(usualHours(week, '2027-05-02')).toEqual([{ opens: '09:00', closes: '18:00' }])
  })
})
