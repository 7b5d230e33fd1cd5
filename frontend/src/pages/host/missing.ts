import type { TFunction } from 'i18next'

const KNOWN = [
  'address',
  'description',
  'opening_hours',
  'rooms',
  'price_in_ht',
  'vat_territory',
] as const

const BILLING = 'billing.'

/** Of the host's settings by its prefix, yet about the address of the one space. */
const TERRITORY = 'billing.vat_territory'

/** What keeps a space from being submitted, in words. */
export function missingWords(t: TFunction, code: string): string {
  const bare = code.replace(BILLING, '')
  const known = KNOWN.find((one) => one === bare)
  return known ? t(`host.missing.${known}`) : code
}

const isOfHost = (code: string) => code.startsWith(BILLING) && code !== TERRITORY

/** What is mended on the page of the space itself. */
export const ofSpace = (codes: readonly string[]): string[] =>
  codes.filter((code) => !isOfHost(code))

/** What is mended once for all spaces of a host, each code as his profile names it. */
export const ofBilling = (codes: readonly string[]): string[] => [
  ...new Set(codes.filter(isOfHost).map((code) => code.slice(BILLING.length))),
]
