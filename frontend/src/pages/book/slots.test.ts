import { describe, expect, it } from 'vitest'
import type { AvailableDay } from '@/api/shapes'
import { ends, fullness, starts } from './slots'

const PARIS = 'Europe/Paris'
const labels = (slots: { label: string }[]) => slots.map(({ label }) => label)

const tuesday: AvailableDay = {
  date: '2027-03-30',
  open: true,
  runs: [
    { start: '2027-03-30T09:00:00+02:00', end: '2027-03-30T10:00:00+02:00', free: 4 },
    { start: '2027-03-30T10:00:00+02:00', end: '2027-03-30T10:30:00+02:00', free: 1 },
    { start: '2027-03-30T10:30:00+02:00', end: '2027-03-30T11:00:00+02:00', free: 4 },
  ],
}

const night: AvailableDay = {
  date: '2027-10-31',
  open: true,
  runs: [{ start: '2027-10-31T02:00:00+02:00', end: '2027-10-31T03:15:00+01:00', free: 1 }],
}

describe('slots', () => {
  it('start on every quarter with enough places', () => {
    expect(labels(starts(tuesday, PARIS, 2))).toEqual([
      '09:00',
      '09:15',
      '09:30',
      '09:45',
      '10:30',
      '10:45',
    ])
  })

  it('end before the first quarter that is too full', () => {
    const nine = Date.parse('2027-03-30T09:15:00+02:00')
    expect(labels(ends([tuesday], nine, tuesday.date, PARIS, 2))).toEqual([
      '09:30',
      '09:45',
      '10:00',
    ])
    expect(labels(ends([tuesday], nine, tuesday.date, PARIS, 1)).at(-1)).toBe('11:00')
  })

  it('pass over what is closed in between', () => {
    const lunch: AvailableDay = {
      date: '2027-03-30',
      open: true,
      runs: [
        { start: '2027-03-30T11:45:00+02:00', end: '2027-03-30T12:00:00+02:00', free: 1 },
        { start: '2027-03-30T14:00:00+02:00', end: '2027-03-30T14:15:00+02:00', free: 1 },
      ],
    }
    const from = Date.parse('2027-03-30T11:45:00+02:00')
    expect(labels(ends([lunch], from, lunch.date, PARIS, 1))).toEqual(['12:00', '14:15'])
  })

  it('offer both of an hour that exists twice, told apart', () => {
    const found = starts(night, PARIS, 1)
    expect(found).toHaveLength(9)
    expect(labels(found).filter((label) => label.startsWith('02:30'))).toEqual([
      '02:30 (UTC+02:00)',
      '02:30 (UTC+01:00)',
    ])
    expect(found.map(({ value }) => value)).toContain('2027-10-31T02:30+01:00')
  })

  it('end a day at 24:00', () => {
    const late: AvailableDay = {
      date: '2027-03-30',
      open: true,
      runs: [{ start: '2027-03-30T23:45:00+02:00', end: '2027-03-31T00:00:00+02:00', free: 1 }],
    }
    const from = Date.parse('2027-03-30T23:45:00+02:00')
    const [last] = ends([late], from, late.date, PARIS, 1)
    expect(last).toMatchObject({ label: '24:00', value: '2027-03-31T00:00+02:00' })
  })

  it('say how full a day is for so many people', () => {
    expect(fullness(tuesday, 1)).toBe('free')
    expect(fullness(tuesday, 2)).toBe('partly')
    expect(fullness(tuesday, 9)).toBe('full')
    expect(fullness({ ...tuesday, open: false, runs: [] }, 1)).toBe('closed')
  })
})
