import { type Language, localeOf } from '@/i18n/language'

/** A month by its name, `2026-10`. */
export const isMonth = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value)

/** `2026-10` -> « octobre 2026 ». */
export const monthWords = (month: string, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    timeZone: 'UTC',
    month: 'long',
    year: 'numeric',
  }).format(new Date(`${month}-01T12:00:00Z`))

/** The same where a sentence or a title begins. */
export function monthTitle(month: string, language: Language): string {
  const words = monthWords(month, language)
  return words.charAt(0).toLocaleUpperCase(localeOf(language)) + words.slice(1)
}

/** `2026-01`, -1 -> `2025-12`. */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7)
}

/** The month of an instant by UTC, by which months are closed. */
export const monthOf = (instant: number): string => new Date(instant).toISOString().slice(0, 7)

/** The month that runs and those before it, the newest first. */
export const lastMonths = (instant: number, count: number): string[] =>
  Array.from({ length: count }, (_, back) => addMonths(monthOf(instant), -back))
