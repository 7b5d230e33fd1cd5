import { IconRepeat } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SeriesPart } from '@/api/shapes'
import { Status } from '@/ui/Status'

/** A booking is one date of many that were asked for together. */
export function SeriesBadge({ series }: { series: SeriesPart | null | undefined }) {
  const { t } = useTranslation()
  if (!series) return null
  return (
    <Status tone="quiet" icon={<IconRepeat size={16} />}>
      {t('series.badge', { count: series.dates })}
    </Status>
  )
}
