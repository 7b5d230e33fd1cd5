import type { BookingRules, Room } from '@/api/shapes'
import type { Slot } from './slots'

const MINUTE = 60_000

/** Minutes that a host has at the least to answer a request: what he may decide is longer, never shorter. */
const TO_ANSWER = 120

/** Of the starts that are free, those that the room's notice still allows. */
export function startsInTime(
  slots: readonly Slot[],
  { rules, automatic_acceptance }: Pick<Room, 'rules' | 'automatic_acceptance'>,
  now: number,
): Slot[] {
  const notice = Math.max(rules.notice_minutes ?? 0, automatic_acceptance ? 0 : TO_ANSWER)
  return slots.filter(({ instant }) => instant >= now + notice * MINUTE)
}

/** Of the ends that are free, those that make a booking from `start` as long as the room demands. */
export function endsInRules(slots: readonly Slot[], start: number, rules: BookingRules): Slot[] {
  const { shortest_minutes, longest_minutes } = rules
  return slots.filter(({ instant }) => {
    const minutes = (instant - start) / MINUTE
    return minutes >= (shortest_minutes ?? 0) && minutes <= (longest_minutes ?? minutes)
  })
}
