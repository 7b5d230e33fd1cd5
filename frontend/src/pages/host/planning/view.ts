import { addDays, isDate } from '@/time/wall'

export const VIEWS = ['day', 'week', 'month'] as const
export type View = (typeof VIEWS)[number]

/** What the planning shows, as it stands in the address. */
export interface PlanningSearch {
  space?: string | undefined
  view?: View | undefined
  date?: string | undefined
}

const isView = (value: unknown): value is View => VIEWS.some((view) => view === value)

export const readPlanningSearch = (search: Record<string, unknown>): PlanningSearch => ({
  space: typeof search.space === 'string' ? search.space : undefined,
  view: isView(search.view) ? search.view : undefined,
  date: isDate(search.date) ? search.date : undefined,
})

/** Monday of the week of `date`. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay()
  return addDays(date, -((weekday + 6) % 7))
}

export interface Range {
  from: string
  days: number
}

const DAYS_OF_WEEK = 7

/** The days that a view of `date` needs: a month begins on a Monday and is a whole number of weeks. */
export function rangeOf(view: View, date: string): Range {
  if (view === 'day') return { from: date, days: 1 }
  if (view === 'week') return { from: mondayOf(date), days: DAYS_OF_WEEK }
  const first = `${date.slice(0, 7)}-01`
  const from = mondayOf(first)
  const last = addDays(firstOfNextMonth(date), -1)
  let days = DAYS_OF_WEEK
  while (addDays(from, days - 1) < last) days += DAYS_OF_WEEK
  return { from, days }
}

const firstOfNextMonth = (date: string) => `${addDays(`${date.slice(0, 7)}-28`, 4).slice(0, 7)}-01`

/** The date one view before or after. */
export function shifted(view: View, date: string, by: 1 | -1): string {
  if (view === 'day') return addDays(date, by)
  if (view === 'week') return addDays(date, DAYS_OF_WEEK * by)
  return by === 1
    ? firstOfNextMonth(date)
    : `${addDays(`${date.slice(0, 7)}-01`, -1).slice(0, 7)}-01`
}
