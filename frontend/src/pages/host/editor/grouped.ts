import type { Impact, ImpactReason, Touched } from '@/api/shapes'

/** Rows that a dialog shows; the planning shows them all. */
export const MOST_ROWS = 100

interface Grouped {
  groups: { reason: ImpactReason; bookings: Touched[] }[]
  /** How many are not shown. */
  more: number
}

/** Each booking once, under the first of its reasons; the reasons in the order of the API. */
export function grouped(impact: Impact): Grouped {
  const shown = impact.bookings.slice(0, MOST_ROWS)
  const groups = impact.counts
    .map(({ reason }) => ({
      reason,
      bookings: shown.filter(({ reasons }) => reasons[0] === reason),
    }))
    .filter(({ bookings }) => bookings.length > 0)
  return { groups, more: impact.total - shown.length }
}
