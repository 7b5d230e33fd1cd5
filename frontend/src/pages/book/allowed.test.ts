import { describe, expect, it } from 'vitest'
import type { BookingRules, Room } from '@/api/shapes'
import { endsInRules, horizonDays, startsInTime } from './allowed'

const NONE: BookingRules = {
  shortest_minutes: null,
  longest_minutes: null,
  notice_minutes: null,
  horizon_days: null,
  buffer_minutes: 0,
}
const AT_ONCE = { rules: NONE, automatic_acceptance: true, tariff: null }
const at = (minutes: number) => ({ instant: minutes * 60_000, value: '', label: String(minutes) })
const SLOTS = [0, 15, 60, 120, 240].map(at)
const labels = (slots: readonly { label: string }[]) => slots.map(({ label }) => label)

describe('what may be picked', () => {
  it('begins after the notice of the room', () => {
    const room = { ...AT_ONCE, rules: { ...NONE, notice_minutes: 60 } }
    expect(labels(startsInTime(SLOTS, room, 0))).toEqual(['60', '120', '240'])
    expect(startsInTime(SLOTS, AT_ONCE, 0)).toEqual(SLOTS)
  })

  it('leaves a host who answers by hand two hours at the least', () => {
    const room = { ...AT_ONCE, rules: { ...NONE, notice_minutes: 15 }, automatic_acceptance: false }
    expect(labels(startsInTime(SLOTS, room, 0))).toEqual(['120', '240'])
  })

  it('lasts as long as the room demands', () => {
    const room = { ...AT_ONCE, rules: { ...NONE, shortest_minutes: 60, longest_minutes: 120 } }
    expect(labels(endsInRules(SLOTS, 0, room, 0))).toEqual(['60', '120'])
    expect(endsInRules(SLOTS, 0, AT_ONCE, 0)).toEqual(SLOTS)
  })

  it('ends within the horizon of the room, to the minute', () => {
    const room = { ...AT_ONCE, rules: { ...NONE, horizon_days: 1, shortest_minutes: 30 } }
    const dayAgo = (minutes: number) => (minutes - 24 * 60) * 60_000
    expect(labels(startsInTime(SLOTS, room, dayAgo(90)))).toEqual(['0', '15', '60'])
    expect(labels(endsInRules(SLOTS, 0, room, dayAgo(120)))).toEqual(['60', '120'])
  })

  it('is never further ahead than the platform allows', () => {
    const tariff = { basis: 'HT', hour: 1000 } as Room['tariff']
    const far = { ...NONE, horizon_days: 200 }
    expect(horizonDays({ rules: far, tariff })).toBe(80)
    expect(horizonDays({ rules: NONE, tariff })).toBe(80)
    expect(horizonDays({ rules: far, tariff: null })).toBe(200)
    expect(horizonDays({ rules: NONE, tariff: null })).toBe(365)
  })
})
