import type { TFunction } from 'i18next'

const KNOWN = ['description', 'opening_hours', 'rooms'] as const

/** What keeps a space from being submitted, in words. */
export function missingWords(t: TFunction, code: string): string {
  const known = KNOWN.find((one) => one === code)
  return known ? t(`host.missing.${known}`) : code
}
