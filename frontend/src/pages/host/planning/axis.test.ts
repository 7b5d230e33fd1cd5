import { expect, test } from 'vitest'
import type { PlannedBooking, Planning } from '@/api/shapes'
import { axisOf, dragged, lanes, placeIn, quarterAt, shownHours, ticks } from './axis'

const HOUR = 3_600_000
const PARIS = 'Europe/Paris'

function planned(
  days: [string, string, string][],
  bookings: [string, string][] = [],
  open: [string, string][] = [],
): Planning {
  return {
    timezone: PARIS,
    quarter_minutes: 15,
    days: days.map(([day, start, end]) => ({
      day,
      start,
      end,
      open: open.map(([from, to]) => ({ start: from, end: to })),
    })),
    rooms: [
      {
        id: 'rm',
        name: 'Salle',
        colour: '#3b6fb6',
        listed: true,
        blocks: [],
        bookings: bookings.map(([start, end]) => ({ start, end }) as PlannedBooking),
      },
    ],
  }
}

const TUESDAY: [string, string, string] = [
  '2027-03-16',
  '2027-03-16T00:00:00+01:00',
  '2027-03-17T00:00:00+01:00',
]
const FORWARD: [string, string, string] = [
  '2027-03-28',
  '2027-03-28T00:00:00+01:00',
  '2027-03-29T00:00:00+02:00',
]
const BACK: [string, string, string] = [
  '2027-10-31',
  '2027-10-31T00:00:00+02:00',
  '2027-11-01T00:00:00+01:00',
]

test('a day shows the usual hours, and whatever lies outside them', () => {
  expect(shownHours(planned([TUESDAY]))).toEqual({ from: 8, to: 19 })
  const late = planned([TUESDAY], [['2027-03-16T06:30:00+01:00', '2027-03-16T21:15:00+01:00']])
  expect(shownHours(late)).toEqual({ from: 6, to: 22 })
  const night = planned([TUESDAY], [['2027-03-16T22:00:00+01:00', '2027-03-17T02:00:00+01:00']])
  expect(shownHours(night)).toEqual({ from: 8, to: 24 })
})

test.each([
  [FORWARD, 23],
  [BACK, 25],
])('a day on which the clocks change has %s hours', (day, hours) => {
  const whole = planned([day], [[day[1], day[2]]])
  const [axis] = axisOf(whole)
  expect(axis && (axis.end - axis.start) / HOUR).toBe(hours)
  expect(axis && ticks(axis, 1)).toHaveLength(hours)
})

test('what lies half in a day is drawn half', () => {
  const day = { start: 0, end: 10 * HOUR }
  expect(placeIn(day, { start: 5 * HOUR, end: 20 * HOUR })).toEqual({ left: 50, width: 50 })
  expect(placeIn(day, { start: 10 * HOUR, end: 20 * HOUR })).toBeNull()
})

test('a drag covers the quarters it touches, in either direction', () => {
  const day = { start: 0, end: 4 * HOUR }
  const [one, other] = [quarterAt(day, 0.26), quarterAt(day, 0.99)]
  expect(dragged(one, other)).toEqual({ start: HOUR, end: 4 * HOUR })
  expect(dragged(other, one)).toEqual(dragged(one, other))
  expect(quarterAt(day, 1.5)).toBe(4 * HOUR - HOUR / 4)
})

test('what overlaps lies on lines of its own, what follows does not', () => {
  const line = lanes([
    { start: 0, end: 3 },
    { start: 3, end: 5 },
    { start: 1, end: 2 },
    { start: 2, end: 4 },
  ])
  expect(line).toEqual([0, 0, 1, 1])
})
