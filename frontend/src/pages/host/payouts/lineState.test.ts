import { describe, expect, it } from 'vitest'
import type { Payout, SettlementLine } from '@/api/shapes'
import { whereabouts } from './lineState'

const NOW = Date.parse('2027-03-20T09:00:00Z')

const LINE: SettlementLine = {
  booking_id: 'bk_1',
  label: 'Salle Écluse',
  ends: '2027-03-23T18:00',
  mode: 'per_booking',
  typed: 10000,
  basis: 'HT',
  gross: null,
  commission_rate: 1000,
  commission: null,
  refunded: 0,
  net: 10800,
  state: 'waiting',
  block: null,
  due_at: '2027-03-25T17:00:00Z',
  transferred: 0,
  recovered: 0,
  transfer: '',
  payout: null,
}
const PAYOUT: Payout = {
  number: 4,
  amount: 10800,
  state: 'sent',
  created_at: '2027-03-26T06:00:00Z',
  arrives_on: '2027-03-30',
  failure: '',
}
const OPEN = { state: 'open', payday: null } as const

const seen = (line: Partial<SettlementLine>, month: Parameters<typeof whereabouts>[1] = OPEN) =>
  whereabouts({ ...LINE, ...line }, month, NOW)

describe('the money of a booking', () => {
  it('waits for its day', () => {
    expect(seen({})).toEqual({ way: 'due', tone: 'quiet', day: '2027-03-25' })
    expect(seen({ due_at: '2027-03-18T17:00:00Z' }).way).toBe('soon')
  })

  it('is due on a day of French clocks', () => {
    expect(seen({ due_at: '2027-03-25T23:30:00Z' }).day).toBe('2027-03-26')
  })

  it('waits for its month where it is paid monthly', () => {
    const monthly = { mode: 'monthly', due_at: null } as const
    expect(seen(monthly).way).toBe('after_invoice')
    const paid = { state: 'closed', payday: '2027-04-09' } as const
    expect(seen(monthly, paid)).toMatchObject({ way: 'due', day: '2027-04-09' })
    expect(seen(monthly, { ...paid, state: 'contested' }).way).toBe('contested')
    expect(seen(monthly, { ...paid, state: 'parked' }).way).toBe('checked')
    expect(seen({}, { ...paid, state: 'contested' }).way).toBe('due')
  })

  it('says what keeps it', () => {
    expect(seen({ block: 'account' })).toEqual({ way: 'blocked_account', tone: 'bad' })
    expect(seen({ mode: 'monthly', block: 'disputed' }, { ...OPEN, state: 'contested' }).way).toBe(
      'blocked_disputed',
    )
  })

  it('is followed to the bank', () => {
    const sent = { state: 'sent', transfer: 'tr_1' } as const
    expect(seen(sent).way).toBe('on_account')
    expect(seen({ ...sent, payout: { ...PAYOUT, state: 'creating', arrives_on: null } }).way).toBe(
      'creating',
    )
    expect(seen({ ...sent, payout: PAYOUT })).toMatchObject({ way: 'under_way', day: '2027-03-30' })
    expect(seen({ ...sent, payout: { ...PAYOUT, state: 'paid' } }).tone).toBe('good')
    expect(seen({ ...sent, payout: { ...PAYOUT, state: 'failed' } }).way).toBe('returned')
  })

  it('may all go to an earlier debt, with no transfer', () => {
    expect(seen({ state: 'sent', recovered: 10800 }).way).toBe('kept_for_debt')
  })

  it('is not owed any more once it went back', () => {
    expect(seen({ state: 'cancelled', refunded: 12000 }).way).toBe('refunded')
    expect(seen({ state: 'cancelled' }).way).toBe('cancelled')
    expect(seen({ state: 'taking_back' }).way).toBe('taking_back')
  })
})
