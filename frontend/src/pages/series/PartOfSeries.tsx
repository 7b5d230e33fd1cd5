import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BookingSummary } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { ordinal } from './ordinal'

interface Props {
  booking: BookingSummary
  link: ReactNode
}

/** Which date of a series a booking is, and the way to the others; nothing of any other booking. */
export function PartOfSeries({ booking, link }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { series, of_series } = booking
  if (of_series) {
    return (
      <Text>
        {t('series.apart')} {link}
      </Text>
    )
  }
  if (!series) return null
  const { rank, dates: count } = series
  const ranked = rank > 0 && count > 1
  return (
    <Text>
      {ranked
        ? t('series.rank', { nth: ordinal(rank, language), count })
        : t('series.part_of', { count })}{' '}
      {link}
    </Text>
  )
}
