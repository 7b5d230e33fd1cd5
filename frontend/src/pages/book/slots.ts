import type { AvailableDay } from '@/api/shapes'
import { addDays, QUARTER, wallOf, wallText } from '@/time/wall'

/** A quarter boundary that may be picked. `value` is the wall time that the API takes. */
export interface Slot {
  instant: number
  value: string
  label: string
}

interface Quarter {
  start: number
  free: number
}

function* quarters(days: readonly AvailableDay[]): Generator<Quarter> {
  for (const { runs } of days) {
    for (const run of runs) {
      const end = Date.parse(run.end)
      for (let start = Date.parse(run.start); start < end; start += QUARTER) {
        yield { start, free: run.free }
      }
    }
  }
}

function slot(instant: number, zone: string, day: string): Slot {
  const { clock, date } = wallOf(instant, zone)
  const midnight = clock === '00:00' && date === addDays(day, 1)
  return { instant, value: wallText(instant, zone), label: midnight ? '24:00' : clock }
}

/** When clocks go back an hour exists twice: those two get their offset. */
function apart(slots: Slot[], zone: string): Slot[] {
  const seen = new Map<string, number>()
  for (const { label } of slots) seen.set(label, (seen.get(label) ?? 0) + 1)
  return slots.map((one) =>
    (seen.get(one.label) ?? 0) > 1
      ? { ...one, label: `${one.label} (UTC${wallOf(one.instant, zone).offset})` }
      : one,
  )
}

/** Where a booking for `people` may start on a day. */
export function starts(day: AvailableDay, zone: string, people: number): Slot[] {
  const free = [...quarters([day])].filter((quarter) => quarter.free >= people)
  return apart(
    free.map(({ start }) => slot(start, zone, day.date)),
    zone,
  )
}

/**
 * Where a booking begun at `from` may end on `day`: until the first quarter without enough places.
 * What is closed in between (lunch, nights) is neither held nor charged, so it does not stop it.
 * `days` runs from the day of `from` to `day`.
 */
export function ends(
  days: readonly AvailableDay[],
  from: number,
  day: string,
  zone: string,
  people: number,
): Slot[] {
  const found: number[] = []
  for (const { start, free } of quarters(days)) {
    if (start < from) continue
    if (free < people) break
    found.push(start + QUARTER)
  }
  const inside = found.filter((instant) => wallOf(instant - 1, zone).date === day)
  return apart(
    inside.map((instant) => slot(instant, zone, day)),
    zone,
  )
}

export type Fullness = 'free' | 'partly' | 'full' | 'closed'

export function fullness(day: AvailableDay, people: number): Fullness {
  if (!day.open) return 'closed'
  const enough = day.runs.filter(({ free }) => free >= people).length
  if (enough === 0) return 'full'
  return enough === day.runs.length ? 'free' : 'partly'
}
