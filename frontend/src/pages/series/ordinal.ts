import type { Language } from '@/i18n/language'

const ENGLISH: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }

/** « 1ʳᵉ », « 3ᵉ », of a date; "1st", "3rd". */
export function ordinal(rank: number, language: Language): string {
  if (language === 'fr') return rank === 1 ? '1ʳᵉ' : `${rank}ᵉ`
  return `${rank}${ENGLISH[new Intl.PluralRules('en', { type: 'ordinal' }).select(rank)] ?? 'th'}`
}
