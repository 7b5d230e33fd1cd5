import { recall, remember } from '@/shell/remembered'

export const LANGUAGES = ['fr', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export const isLanguage = (value: unknown): value is Language => value === 'fr' || value === 'en'

let chosen: Language = 'fr'

export function rememberedLanguage(): Language {
  const value = recall('language')
  return isLanguage(value) ? value : 'fr'
}

export const currentLanguage = (): Language => chosen

export function keepLanguage(language: Language): void {
  chosen = language
  remember('language', language)
  if (typeof document !== 'undefined') document.documentElement.lang = language
}

/** The region only shapes dates and numbers: 14:30 and 31 October for both. */
export const localeOf = (language: Language): string => (language === 'fr' ? 'fr-FR' : 'en-GB')
