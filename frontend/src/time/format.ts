import { type Language, localeOf } from '@/i18n/language'
import { existsTwice, wallOf } from './wall'

type Instant = string | number

/** For date fields (dayjs): « mardi 30 mars 2027 ». */
export const DAY_FORMAT = 'dddd D MMMM YYYY'

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(localeOf(language), options)
  formatters.set(key, made)
  return made
}

/** « mardi 30 mars 2027 » */
export const dayWords = (instant: Instant, zone: string, language: Language): string =>
  formatter(language, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(instant))

/** « mar. 30 mars », for tight places. */
export const shortDay = (instant: Instant, zone: string, language: Language): string =>
  formatter(language, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' }).format(
    new Date(instant),
  )

/** « 14:30 », with its offset in the hour that exists twice. */
export function clockWords(instant: Instant, zone: string, language: Language): string {
  const words = formatter(language, { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(
    new Date(instant),
  )
  return existsTwice(instant, zone) ? `${words} (UTC${wallOf(instant, zone).offset})` : words
}

/** A calendar day without a zone: `2027-03-30` -> « mardi 30 mars 2027 ». */
export const dateWords = (date: string, language: Language): string =>
  dayWords(`${date}T12:00:00Z`, 'UTC', language)

/** `2027-03-30` -> « 30 mars 2027 ». */
export const plainDate = (date: string, language: Language): string =>
  formatter(language, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(`${date}T12:00:00Z`),
  )

export const shortDate = (date: string, language: Language): string =>
  shortDay(`${date}T12:00:00Z`, 'UTC', language)

/** Monday first. */
export function weekdayNames(language: Language): string[] {
  const monday = Date.UTC(2024, 0, 1)
  return Array.from({ length: 7 }, (_, day) =>
    formatter(language, { timeZone: 'UTC', weekday: 'long' }).format(monday + day * 86_400_000),
  )
}

export const readersZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The city that names a zone, where the reader's own clock shows something else at that instant. */
export function zoneToName(instant: Instant, zone: string, reader = readersZone()): string | null {
  if (wallOf(instant, zone).offset === wallOf(instant, reader).offset) return null
  return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
}
