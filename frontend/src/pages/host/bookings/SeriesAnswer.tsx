import { Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Series, SeriesPart } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'

interface Props {
  whole: UseQueryResult<Series>
  name: string
}

/** What accepting charges: the sum of all dates, which no single one of them knows. */
export function SeriesCharge({ whole, name }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (whole.isPending) return <Loading rows={1} height={44} />
  if (!whole.data) return <ProblemAlert error={whole.error} onRetry={() => whole.refetch()} />
  const { ttc } = whole.data.total
  if (ttc === 0) return <Text>{t('booking.accept.text_free', { name })}</Text>
  const amount = `${euros(ttc, language)} ${t('money.TTC')}`
  return <Text>{t('series.host.accept_text', { name, amount })}</Text>
}

/** One answer for many dates. */
export function AnswersAll({ part }: { part: SeriesPart }) {
  const { t } = useTranslation()
  return <Text fw={550}>{t('series.host.answers', { count: part.dates })}</Text>
}
