import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'

/** What of a published space is shown only once moderators have seen it. */
export const SENSITIVE = ['name', 'description', 'address', 'location', 'pictures'] as const

export type SensitiveField = (typeof SENSITIVE)[number]

/** « nom, adresse et photos » */
export function useFieldList() {
  const { t } = useTranslation()
  const language = useLanguage()
  return (fields: readonly string[]) =>
    new Intl.ListFormat(language, { type: 'conjunction' }).format(
      SENSITIVE.filter((field) => fields.includes(field)).map((field) =>
        t(`journal.field.${field}`),
      ),
    )
}
