import { expect, test } from 'vitest'
import { mondayOf, rangeOf, readPlanningSearch, shifted } from './view'
import { instantAt, wallAt } from './wallSpan'

test('an address is read, and what makes no sense is left out', () => {
  expect(readPlanningSearch({ view: 'week', date: '2027-03-16', space: 'sp' })).toEqual({
    view: 'week',
    date: '2027-03-16',
    space: 'sp',
  })
  expect(readPlanningSearch({ view: 'year', date: '2027-02-30', space: 3 })).toEqual({})
})

test('a week begins on a Monday, a month is whole weeks', () => {
  expect(mondayOf('2027-03-21')).toBe('2027-03-15')
  expect(rangeOf('week', '2027-03-16')).toEqual({ from: '2027-03-15', days: 7 })
  expect(rangeOf('month', '2027-03-16')).toEqual({ from: '2027-03-01', days: 35 })
  expect(rangeOf('month', '2027-05-31')).toEqual({ from: '2027-04-26', days: 42 })
  expect(rangeOf('month', '2027-02-10')).toEqual({ from: '2027-02-01', days: 28 })
})

test('one goes from view to view', () => {
  expect(shifted('day', '2027-12-31', 1)).toBe('2028-01-01')
  expect(shifted('week', '2027-03-16', -1)).toBe('2027-03-09')
  expect(shifted('month', '2027-01-31', 1)).toBe('2027-02-01')
  expect(shifted('month', '2027-03-31', -1)).toBe('2027-02-01')
})

test.each(['2027-03-16T09:00', '2027-03-28T03:00', '2027-10-31T03:00', '2027-10-31T02:30+01:00'])(
  '%s means one instant, and that instant is shown as it was typed',
  (wall) => {
    expect(wallAt(instantAt(wall, 'Europe/Paris'), 'Europe/Paris')).toBe(wall)
  },
)
