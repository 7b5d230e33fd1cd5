import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import type { FromPrice } from './fromPrice'
import { euros } from './money'

/** « 4,80 € TTC par heure »; « Gratuit » for nothing. */
export function usePriceWords() {
  const { t } = useTranslation()
  const language = useLanguage()
  return (price: FromPrice | null): string =>
    price
      ? `${euros(price.cents, language)} ${t(`money.${price.basis}`)} ${t(`space.per.${price.unit}`)}`
      : t('money.free')
}
