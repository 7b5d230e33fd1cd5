import { type Language, localeOf } from '@/i18n/language'

export type Basis = 'HT' | 'TTC'

const FULL_RATE = 10_000

const formatters = new Map<string, Intl.NumberFormat>()

function formatter(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options)
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(localeOf(language), options)
  formatters.set(key, made)
  return made
}

/** 1250 -> « 12,50 € » or “€12.50”. */
export const euros = (cents: number, language: Language): string =>
  formatter(language, { style: 'currency', currency: 'EUR' }).format(cents / 100)

/** 2000 -> « 20 % ». */
export const percent = (basisPoints: number, language: Language): string =>
  formatter(language, { style: 'percent', maximumFractionDigits: 2 }).format(
    basisPoints / FULL_RATE,
  )

export const number = (value: number, language: Language): string =>
  formatter(language, { maximumFractionDigits: 2 }).format(value)

/** What somebody typed, in euros, as whole cents; null where nothing usable was typed. */
export function centsOf(typed: number | string): number | null {
  const value = typeof typed === 'string' ? Number.parseFloat(typed.replace(',', '.')) : typed
  return Number.isFinite(value) ? Math.round(value * 100) : null
}

/** Both sides of the tax, rounded half up as the server does. For display: the server decides. */
export function bothSides(cents: number, basis: Basis, rate: number): { ht: number; ttc: number } {
  if (basis === 'HT') return { ht: cents, ttc: cents + Math.round((cents * rate) / FULL_RATE) }
  return { ht: Math.round((cents * FULL_RATE) / (FULL_RATE + rate)), ttc: cents }
}
