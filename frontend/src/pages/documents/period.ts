import { addDays, wallOf } from '@/time/wall'

/** Days of issue, both included. */
export interface Span {
  since: string
  until: string
}

export const PRESETS = ['this_month', 'last_month', 'this_quarter', 'this_year'] as const
export type Preset = (typeof PRESETS)[number]

export const isPreset = (value: unknown): value is Preset =>
  PRESETS.some((preset) => preset === value)

/** Sellers date what they issue by French clocks, wherever their reader is. */
export const sellersToday = (at: number): string => wallOf(at, 'Europe/Paris').date

/** The API looks at two years at most. */
const LONGEST = 730

const yearOf = (date: string) => Number(date.slice(0, 4))
const monthOf = (date: string) => Number(date.slice(5, 7))

/** The first day of a month; month 0 is the December before. */
const firstOf = (year: number, month: number): string =>
  new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10)

const months = (year: number, month: number, count: number): Span => ({
  since: firstOf(year, month),
  until: addDays(firstOf(year, month + count), -1),
})

export function presetSpan(preset: Preset, today: string): Span {
  const [year, month] = [yearOf(today), monthOf(today)]
  if (preset === 'last_month') return months(year, month - 1, 1)
  if (preset === 'this_quarter') return months(year, month - ((month - 1) % 3), 3)
  if (preset === 'this_year') return months(year, 1, 12)
  return months(year, month, 1)
}

export const isSpan = ({ since, until }: Span): boolean =>
  since <= until && until <= addDays(since, LONGEST)

function within(day: string, { since, until }: Span): string {
  if (day < since) return since
  return day > until ? until : day
}

/** The span with one end moved; the other end follows where it must. */
export function moved(span: Span, end: keyof Span, day: string): Span {
  return end === 'since'
    ? { since: day, until: within(span.until, { since: day, until: addDays(day, LONGEST) }) }
    : { since: within(span.since, { since: addDays(day, -LONGEST), until: day }), until: day }
}
