import type { ExceptionalDay, Holiday, OpenInterval } from '@/api/shapes'
import { copiesOf, OFFICE_DAY } from './spaceForm'

export const LONGEST_LABEL = 60

const inOrder = (days: readonly ExceptionalDay[]) =>
  [...days].sort((one, other) => one.day.localeCompare(other.day))

/** Where a day belongs among those that are there, in order. */
export const rankOf = (days: readonly ExceptionalDay[], day: string): number =>
  days.filter((one) => one.day < day).length

/** Monday is 0. */
const weekdayOf = (day: string) => (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7

/** What an exceptional opening begins with: the usual hours of its weekday, or those of an office. */
export function usualHours(week: readonly (readonly OpenInterval[])[], day: string) {
  const usual = week[weekdayOf(day)] ?? []
  return copiesOf(usual.length > 0 ? usual : [OFFICE_DAY])
}

/** The days with the holidays that were ticked closed, and without those unticked. Openings stay as they are. */
export function withHolidays(
  days: readonly ExceptionalDay[],
  holidays: readonly Holiday[],
  ticked: ReadonlySet<string>,
): ExceptionalDay[] {
  const proposed = new Set(holidays.map(({ day }) => day))
  const kept = days.filter(
    ({ day, hours }) => hours.length > 0 || !proposed.has(day) || ticked.has(day),
  )
  const there = new Set(kept.map(({ day }) => day))
  const added = holidays
    .filter(({ day }) => ticked.has(day) && !there.has(day))
    .map(({ day, name }) => ({ day, label: name.slice(0, LONGEST_LABEL), hours: [] }))
  return inOrder([...kept, ...added])
}
