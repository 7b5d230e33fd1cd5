import type { BookingSummary, CancellationScope, SeriesDate, SeriesOutcome } from '@/api/shapes'

/** Rules of a room that stand against one date, by the code of their refusal. */
const RULES = [
  'in_the_past',
  'too_soon',
  'too_far_ahead',
  'time_does_not_exist',
  'time_is_ambiguous',
  'outside_card_limits',
] as const

/** The word for what became of a date; a rule that we do not know yet is « refused ». */
export function outcomeKey(outcome: SeriesOutcome, why: string) {
  if (outcome !== 'refused') return outcome
  return RULES.find((rule) => rule === why) ?? 'refused'
}

/** The series that a booking is a date of, whether it was booked with the others or later. */
export const seriesIdOf = ({ series, of_series }: BookingSummary): string | null =>
  series?.id ?? of_series ?? null

/** What cancelling a date does, in TTC cents. */
export interface Loss {
  date: SeriesDate
  bookingId: string
  /** An instant: its host may have moved it. */
  start: string
  back: number
  stays: number
}

const CHARGED = ['captured', 'capturing']
const UNDECIDED = ['awaiting_payment', 'pending_host']

/** Dates that can be given up now: confirmed ones, and those booked later that nobody has answered yet. */
export function losses(dates: readonly SeriesDate[]): Loss[] {
  return dates.flatMap((date) => {
    const { booking, refund_if_cancelled } = date
    if (!booking) return []
    const onItsOwn = !booking.series && UNDECIDED.includes(booking.status)
    if (refund_if_cancelled === null && !onItsOwn) return []
    const back = refund_if_cancelled ?? 0
    const stays = CHARGED.includes(booking.money) ? booking.total.ttc - booking.back - back : 0
    return [{ date, bookingId: booking.id, start: booking.start, back, stays }]
  })
}

/** Those that a scope touches, counted from the date of `from`. */
export function within(all: readonly Loss[], scope: CancellationScope, from: string): Loss[] {
  if (scope === 'all') return [...all]
  const first = all.find(({ bookingId }) => bookingId === from)
  if (!first) return []
  if (scope === 'one') return [first]
  return all.filter(({ start }) => Date.parse(start) >= Date.parse(first.start))
}

export const sumOf = (chosen: readonly Loss[], side: 'back' | 'stays'): number =>
  chosen.reduce((sum, one) => sum + one[side], 0)
