import { existsTwice, wallOf, wallText } from '@/time/wall'
import type { Stretch } from './axis'

/** Start and end as clocks in the room show them: `2027-03-16T09:00`, with an offset only where it settles something. */
export interface WallSpan {
  start: string
  end: string
}

const MINUTES = 16

export const wallAt = (instant: number, zone: string): string =>
  existsTwice(instant, zone) ? wallText(instant, zone) : wallText(instant, zone).slice(0, MINUTES)

export const wallSpan = ({ start, end }: Stretch, zone: string): WallSpan => ({
  start: wallAt(start, zone),
  end: wallAt(end, zone),
})

/** The instant that a wall time means; one that is skipped when the clocks go forward means the hour after. */
export function instantAt(wall: string, zone: string): number {
  if (wall.length > MINUTES) return Date.parse(wall)
  const asIfUtc = Date.parse(`${wall}Z`)
  // Twice: the first offset is that of a neighbouring moment, which may lie before a change of the clocks.
  let instant = asIfUtc
  for (let round = 0; round < 2; round += 1) {
    instant = Date.parse(`${wall}${wallOf(instant, zone).offset}`)
  }
  return instant
}

export const dayOf = (wall: string) => wall.slice(0, 10)
export const clockOf = (wall: string) => wall.slice(11, MINUTES)
