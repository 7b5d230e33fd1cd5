import dayjs from 'dayjs'
import 'dayjs/locale/fr'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { keepLanguage, type Language, rememberedLanguage } from './language'

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return
  const words = language === 'fr' ? (await import('./fr')).fr : (await import('./en')).en
  i18next.addResourceBundle(language, 'translation', words)
}

/** Loads the words before switching, so that no key is ever shown. */
export async function speak(language: Language): Promise<void> {
  await load(language)
  keepLanguage(language)
  dayjs.locale(language)
  await i18next.changeLanguage(language)
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: rememberedLanguage(),
    resources: {},
    showSupportNotice: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await speak(rememberedLanguage())
}
