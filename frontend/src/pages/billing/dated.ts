import { now } from '@/time/now'
import { addDays, wallOf } from '@/time/wall'

/** A value in force from the day `since` on, until the next; '' while nothing is chosen. */
export interface Dated {
  key: string
  since: string
  value: string | number
}

/** Regimes, modes and commissions change at midnight in Paris, wherever the reader is. */
export const legalToday = (): string => wallOf(now(), 'Europe/Paris').date

const inOrder = (rows: readonly Dated[]) =>
  [...rows].sort((one, other) => one.since.localeCompare(other.since))

/** Sales were made under it: it no longer changes. */
export const isFixed = (row: Dated, today: string): boolean => row.since < today

export interface Past {
  row: Dated
  /** Its last day; null while no later one of the past ends it. */
  last: string | null
}

/** What began before today, oldest first. */
export function pastOf(rows: readonly Dated[], today: string): Past[] {
  const past = inOrder(rows).filter((row) => isFixed(row, today))
  return past.map((row, index) => {
    const next = past[index + 1]
    return { row, last: next ? addDays(next.since, -1) : null }
  })
}

/** The first day from today on that no row begins on. */
export function freeDay(rows: readonly Dated[], today: string): string {
  const taken = new Set(rows.map(({ since }) => since))
  let day = today
  while (taken.has(day)) day = addDays(day, 1)
  return day
}

export const newDated = (since: string): Dated => ({
  key: crypto.randomUUID(),
  since,
  value: '',
})

/** One alone may stay open: a page is saved before it is complete. */
export const isMissing = (row: Dated, rows: readonly Dated[]): boolean =>
  row.value === '' && rows.length > 1
