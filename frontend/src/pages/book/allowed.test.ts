import { describe, expect, it } from 'vitest'
import type { BookingRules } from '@/api/shapes'
import { endsInRules, startsInTime } from './allowed'

const NONE: BookingRules = {
  shortest_minutes: null,
  longest_minutes: null,
  notice_minutes: null,
  horizon_days: null,
  buffer_minutes: 0,
}
const at = (minutes: number) => ({ instant: minutes * 60_000, value: '', label: String(minutes) })
const SLOTS = [0, 15, 60, 120, 240].map(at)
const labels = (slots: readonly { label: string }[]) => slots.map(({ label }) => label)

describe('what may be picked', () => {
  it('begins after the notice of the room', () => {
    const room = { rules: { ...NONE, notice_minutes: 60 }, automatic_acceptance: true }
    expect(labels(startsInTime(SLOTS, room, 0))).toEqual(['60', '120', '240'])
    const free = { rules: NONE, automatic_acceptance: true }
    expect(startsInTime(SLOTS, free, 0)).toEqual(SLOTS)
  })

  it('leaves a host who answers by hand two hours at the least', () => {
    const room = { rules: { ...NONE, notice_minutes: 15 }, automatic_acceptance: false }
    expect(labels(startsInTime(SLOTS, room, 0))).toEqual(['120', '240'])
  })

  it('lasts as long as the room demands', () => {
    const rules = { ...NONE, shortest_minutes: 60, longest_minutes: 120 }
    expect(labels(endsInRules(SLOTS, 0, rules))).toEqual(['60', '120'])
    expect(endsInRules(SLOTS, 0, NONE)).toEqual(SLOTS)
  })
})
