import type { Room } from '@/api/shapes'
import { QUARTER } from '@/time/wall'
import type { Slot } from './slots'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Minutes that a host has at the least to answer a request: what he may decide is longer, never shorter. */
const TO_ANSWER = 120

/** Days ahead that a booking may end at the latest, as the server has it. */
const PAID_DAYS = 80
const FREE_DAYS = 365

type Ruled = Pick<Room, 'rules' | 'automatic_acceptance' | 'tariff'>

/** How many days ahead the room may be booked: as its host decided, and never further than the platform allows. */
export function horizonDays({ rules, tariff }: Pick<Room, 'rules' | 'tariff'>): number {
  const most = tariff ? PAID_DAYS : FREE_DAYS
  return Math.min(rules.horizon_days ?? most, most)
}

/** When the latest booking that may be made now ends. */
export const horizonOf = (room: Pick<Room, 'rules' | 'tariff'>, now: number): number =>
  now + horizonDays(room) * DAY

/** Of the starts that are free, those that the room's notice still allows, and its horizon already. */
export function startsInTime(slots: readonly Slot[], room: Ruled, now: number): Slot[] {
  const { rules, automatic_acceptance } = room
  const notice = Math.max(rules.notice_minutes ?? 0, automatic_acceptance ? 0 : TO_ANSWER)
  const shortest = Math.max((rules.shortest_minutes ?? 0) * MINUTE, QUARTER)
  const latest = horizonOf(room, now) - shortest
  return slots.filter(({ instant }) => instant >= now + notice * MINUTE && instant <= latest)
}

/** Of the ends that are free, those that make a booking from `start` as long as the room demands, within its horizon. */
export function endsInRules(
  slots: readonly Slot[],
  start: number,
  room: Ruled,
  now: number,
): Slot[] {
  const { shortest_minutes, longest_minutes } = room.rules
  const latest = horizonOf(room, now)
  return slots.filter(({ instant }) => {
    const minutes = (instant - start) / MINUTE
    const fits = minutes >= (shortest_minutes ?? 0) && minutes <= (longest_minutes ?? minutes)
    return fits && instant <= latest
  })
}
