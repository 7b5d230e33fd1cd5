import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Series } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { BookingStatus } from '@/pages/booking/BookingStatus'
import { Deadline } from '@/time/Deadline'
import { useTimeWords } from '@/time/useTimeWords'

const PAID = ['capturing', 'captured', 'refunding', 'refunded', 'refund_failed']
const STANDS = ['confirming', 'confirmed', 'pending_host', 'awaiting_payment']

/** What happens next to all dates, and by when; their money once it was asked for. */
export function SeriesNext({ series }: { series: Series }) {
  const { t } = useTranslation()
  const words = useNextWords(series)
  const { payer } = series
  const paid = PAID.includes(payer.money)
  return (
    <Stack gap="xs">
      {payer.status !== 'confirmed' && payer.status !== 'cancelled' && (
        <Group gap="xs">
          <BookingStatus status={payer.status} />
          {payer.status === 'pending_host' && payer.answer_by && (
            <Deadline at={payer.answer_by} zone={series.timezone} />
          )}
        </Group>
      )}
      <Text>{words}</Text>
      {series.total.ttc > 0 && (
        <Group justify="space-between">
          <Text>{t(paid ? 'series.page.paid_together' : 'series.page.asked_together')}</Text>
          <Amount cents={series.total.ttc} basis="TTC" strong />
        </Group>
      )}
    </Stack>
  )
}

function useNextWords({ payer, dates, timezone }: Series): string {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const { status, answer_by } = payer
  const count = dates.filter(({ booking }) => booking && STANDS.includes(booking.status)).length
  // What a waiting list offers is never part of a series.
  if (status === 'cancelled' || status === 'confirmed' || status === 'offered') {
    return t('series.page.standing', { count })
  }
  return t(`series.page.${status}`, { moment: answer_by ? moment(answer_by, timezone) : '' })
}
