import type { PlannedBooking, PlannedDay, Planning } from '@/api/shapes'
import { QUARTER, wallOf } from '@/time/wall'

/** Instants in milliseconds, the end excluded. */
export interface Stretch {
  start: number
  end: number
}

/** A day as the grid draws it: from its first shown instant to its last. One of 23 hours is drawn as such. */
export interface AxisDay extends Stretch {
  day: string
  open: Stretch[]
}

/** Where something lies in a day's cell, in percent of its width. */
export interface Place {
  left: number
  width: number
}

const HOUR = 3_600_000
const MOST_HOURS = 24
const USUAL = { from: 8, to: 19 }

export const stretchOf = ({ start, end }: { start: string; end: string }): Stretch => ({
  start: Date.parse(start),
  end: Date.parse(end),
})

export const overlap = (a: Stretch, b: Stretch): Stretch | null => {
  const start = Math.max(a.start, b.start)
  const end = Math.min(a.end, b.end)
  return start < end ? { start, end } : null
}

/** The hours that every day shows: opening hours, and whatever lies outside them. Nothing is hidden. */
export function shownHours(planning: Planning): { from: number; to: number } {
  const zone = planning.timezone
  let from: number = USUAL.from
  let to: number = USUAL.to
  const stretches = [
    ...planning.days.flatMap(({ open }) => open),
    ...planning.rooms.flatMap(({ bookings, blocks }) => [...bookings, ...blocks]),
  ].map(stretchOf)
  for (const day of planning.days.map(stretchOf)) {
    for (const stretch of stretches) {
      const part = overlap(day, stretch)
      if (!part) continue
      from = Math.min(from, Number(wallOf(part.start, zone).clock.slice(0, 2)))
      to = part.end === day.end ? MOST_HOURS : Math.max(to, hourAfter(part.end, zone))
    }
    if (to === MOST_HOURS && from === 0) break
  }
  return { from, to }
}

function hourAfter(instant: number, zone: string): number {
  const [hours = 0, minutes = 0] = wallOf(instant, zone).clock.split(':').map(Number)
  return hours + (minutes > 0 ? 1 : 0)
}

/** The first instant of a day at which its clocks show `hour` or later. */
function instantAt(day: Stretch, hour: number, zone: string): number {
  if (hour === 0) return day.start
  if (hour >= MOST_HOURS) return day.end
  for (let instant = day.start; instant < day.end; instant += HOUR / 2) {
    if (Number(wallOf(instant, zone).clock.slice(0, 2)) >= hour) return instant
  }
  return day.end
}

export function axisOf(planning: Planning): AxisDay[] {
  const { from, to } = shownHours(planning)
  return planning.days.map((one: PlannedDay) => {
    const day = stretchOf(one)
    return {
      day: one.day,
      start: instantAt(day, from, planning.timezone),
      end: instantAt(day, to, planning.timezone),
      open: one.open.map(stretchOf),
    }
  })
}

/** The hours to write above a day: every one, every third, as it has room. */
export function ticks(day: Stretch, every: number): number[] {
  const found: number[] = []
  for (let at = day.start; at < day.end; at += every * HOUR) found.push(at)
  return found
}

export function placeIn(day: Stretch, what: Stretch): Place | null {
  const part = overlap(day, what)
  if (!part) return null
  const length = day.end - day.start
  return {
    left: (100 * (part.start - day.start)) / length,
    width: (100 * (part.end - part.start)) / length,
  }
}

/** The start of the quarter at a fraction (0 to 1) of a day's width. */
export function quarterAt(day: Stretch, fraction: number): number {
  const inside = Math.min(Math.max(fraction, 0), 1) * (day.end - day.start)
  const quarter = Math.floor(inside / QUARTER) * QUARTER
  return Math.min(day.start + quarter, day.end - QUARTER)
}

/** From the quarter where a drag began to the one where it is, both included, whichever comes first. */
export const dragged = (anchor: number, here: number): Stretch => ({
  start: Math.min(anchor, here),
  end: Math.max(anchor, here) + QUARTER,
})

/** Lines for what overlaps, so that nothing lies over anything else: the line of each, in the order given. */
export function lanes(stretches: readonly Stretch[]): number[] {
  const ends: number[] = []
  const order = stretches.map((_, index) => index)
  const start = (index: number) => stretches[index]?.start ?? 0
  order.sort((a, b) => start(a) - start(b))
  const found: number[] = []
  for (const index of order) {
    const stretch = stretches[index]
    if (!stretch) continue
    const free = ends.findIndex((end) => end <= stretch.start)
    const lane = free === -1 ? ends.length : free
    ends[lane] = stretch.end
    found[index] = lane
  }
  return found
}

export const isRequest = (booking: PlannedBooking) => booking.status === 'pending_host'

/** Kept for somebody who has yet to pay, or to say yes. */
export const isUnpaid = ({ status }: PlannedBooking) =>
  status === 'awaiting_payment' || status === 'offered'
