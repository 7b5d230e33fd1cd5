import { describe, expect, it } from 'vitest'
import type { BookingSummary, SeriesDate } from '@/api/shapes'
import { losses, outcomeKey, sumOf, within } from './dates'

const total = { ht: 4000, vat: 800, ttc: 4800, rounding: 0 }

function booked(day: string, refund: number | null, changes: Partial<BookingSummary> = {}) {
  const booking = {
    id: `bk_${day}`,
    status: 'confirmed',
    money: 'captured',
    start: `${day}T10:00:00+01:00`,
    total,
    back: 0,
    series: { id: 'se', payer_id: 'bk', dates: 3, rank: 1 },
    ...changes,
  } as BookingSummary
  const shape: SeriesDate = {
    start: `${day}T10:00`,
    end: `${day}T12:00`,
    outcome: 'booked',
    why: '',
    booking,
    refund_if_cancelled: refund,
    can_book: false,
  }
  return shape
}

const left: SeriesDate = {
  start: '2027-03-30T10:00',
  end: '2027-03-30T12:00',
  outcome: 'full',
  why: 'slot_taken',
  booking: null,
  refund_if_cancelled: null,
  can_book: true,
}

describe('giving up dates of a series', () => {
  const dates = [booked('2027-03-16', 2400), booked('2027-03-23', 4800), left]
  const all = losses(dates)

  it('touches only what is booked, and tells what stays with the host', () => {
    expect(all.map(({ back, stays }) => [back, stays])).toEqual([
      [2400, 2400],
      [4800, 0],
    ])
  })

  it('takes one, those that follow, or all', () => {
    const ids = (scope: 'one' | 'following' | 'all', from: string) =>
      within(all, scope, from).map(({ bookingId }) => bookingId)
    expect(ids('one', 'bk_2027-03-16')).toEqual(['bk_2027-03-16'])
    expect(ids('following', 'bk_2027-03-23')).toEqual(['bk_2027-03-23'])
    expect(ids('all', '')).toEqual(['bk_2027-03-16', 'bk_2027-03-23'])
    expect(ids('following', 'unknown')).toEqual([])
    expect(sumOf(all, 'back')).toBe(7200)
  })

  it('orders by where a host has moved a date', () => {
    const moved = booked('2027-03-16', 4800, { start: '2027-03-25T10:00:00+01:00' })
    const chosen = within(losses([moved, booked('2027-03-23', 4800)]), 'following', 'bk_2027-03-23')
    expect(chosen.map(({ bookingId }) => bookingId)).toEqual(['bk_2027-03-16', 'bk_2027-03-23'])
  })

  it('may give up a date booked later before its answer, never one that waits with the others', () => {
    const held = { status: 'pending_host', money: 'held' } as const
    const later = booked('2027-04-06', null, { ...held, series: null })
    const together = booked('2027-04-13', null, held)
    expect(losses([later, together]).map(({ bookingId, back }) => [bookingId, back])).toEqual([
      ['bk_2027-04-06', 0],
    ])
  })
})

describe('words for an outcome', () => {
  it('names the rule where a rule stands against it', () => {
    expect(outcomeKey('full', 'slot_taken')).toBe('full')
    expect(outcomeKey('refused', 'too_soon')).toBe('too_soon')
    expect(outcomeKey('refused', 'a_newer_rule')).toBe('refused')
  })
})
