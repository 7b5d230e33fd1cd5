import type { AvailableDay } from '@/api/shapes'
import { addDays, existsTwice, QUARTER, wallOf, wallText } from '@/time/wall'

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
  const { clock, date, offset } = wallOf(instant, zone)
  const midnight = clock === '00:00' && date === addDays(day, 1)
  const label = existsTwice(instant, zone) ? `${clock} (UTC${offset})` : clock
  return { instant, value: wallText(instant, zone), label: midnight ? '24:00' : label }
}

/** Where a booking for `people` may start on a day. */
export function starts(day: AvailableDay, zone: string, people: number): Slot[] {
  const free = [...quarters([day])].filter((quarter) => quarter.free >= people)
  return free.map(({ start }) => slot(start, zone, day.date))
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
  return inside.map((instant) => slot(instant, zone, day))
}

export type Fullness = 'free' | 'partly' | 'full' | 'closed'

export function fullness(day: AvailableDay, people: number): Fullness {
  if (!day.open) return 'closed'
  const enough = day.runs.filter(({ free }) => free >= people).length
  if (enough === 0) return 'full'
  return enough === day.runs.length ? 'free' : 'partly'
}
