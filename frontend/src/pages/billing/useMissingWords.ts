import { useTranslation } from 'react-i18next'
import { billingCode } from './codes'

/** What settings lack, in words; a code that the words do not know yet keeps its name. */
export function useMissingWords() {
  const { t } = useTranslation()
  return (code: string): string => {
    const known = billingCode(code)
    return known ? t(`billing.missing.${known}`) : code
  }
}
