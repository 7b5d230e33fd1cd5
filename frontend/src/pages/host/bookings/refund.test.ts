import { describe, expect, it } from 'vitest'
import type { Booking } from '@/api/shapes'
import { canRefund } from './refund'

const END = '2027-04-14T16:00:00Z'
const at = (status: Booking['status'], money: Booking['money'], now = END, back = 0) =>
  canRefund({ status, money, end: END, total: { ttc: 1200 }, back } as Booking, Date.parse(now))

describe('a refund afterwards', () => {
  it('is for what is over and paid', () => {
    expect(at('confirmed', 'captured')).toBe(true)
    expect(at('confirmed', 'captured', '2027-04-14T15:59:59Z')).toBe(false)
    expect(at('confirmed', 'none')).toBe(false)
  })

  it('is for a cancellation that kept the money, at any time', () => {
    expect(at('cancelled', 'captured', '2027-04-01T08:00:00Z')).toBe(true)
    expect(at('cancelled', 'refunded', END, 1200)).toBe(false)
  })

  it('is for what a cancellation kept, once the rest is back', () => {
    expect(at('cancelled', 'refunded', END, 600)).toBe(true)
    expect(at('cancelled', 'refunding', END, 600)).toBe(false)
  })

  it('is made once', () => {
    expect(at('confirmed', 'refunding')).toBe(false)
    expect(at('confirmed', 'refund_failed')).toBe(false)
  })
})
