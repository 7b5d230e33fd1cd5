import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { Booking } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { now } from '@/time/now'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'

interface Props {
  opened: boolean
  onClose: () => void
  booking: Booking
  onCancelled: (booking: Booking) => void
}

const CHARGED: Booking['money'][] = ['capturing', 'captured', 'refunding', 'refund_failed']

/** The coworker cancels, knowing what comes back. */
export function CancelDialog({ opened, onClose, booking, onCancelled }: Props) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  const back = booking.refund_if_cancelled ?? 0
  const kept = CHARGED.includes(booking.money) ? booking.total.ttc - booking.back - back : 0
  const offered = booking.status === 'offered'
  const begun = now() >= Date.parse(booking.start)

  async function cancel(key: string) {
    const params = { path: { booking_id: booking.id }, header: keyed(key) }
    onCancelled(await take(api.POST('/bookings/{booking_id}/cancellation', { params })))
  }

  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t(offered ? 'waiting.refuse_title' : 'booking.cancel.title')}
      action={t(offered ? 'waiting.refuse' : 'booking.cancel.action')}
      danger
      send={cancel}
      onDone={() => tell(t(offered ? 'waiting.refused' : 'booking.cancel.done'))}
    >
      <Text>
        {t('booking.cancel.what', {
          room: booking.room_name,
          span: span(booking.start, booking.end, booking.timezone),
        })}
      </Text>
      {back > 0 && (
        <Group justify="space-between">
          <Text>{t('booking.cancel.comes_back')}</Text>
          <Amount cents={back} basis="TTC" strong />
        </Group>
      )}
      {kept > 0 && (
        <Group justify="space-between">
          <Text>{t('booking.cancel.stays')}</Text>
          <Amount cents={kept} basis="TTC" />
        </Group>
      )}
      {kept > 0 && (
        <Text size="sm">
          {t(begun ? 'booking.cancel.nothing_back' : 'booking.cancel.why_kept')}
        </Text>
      )}
      {kept === 0 && back === 0 && (
        <Text>{t(offered ? 'waiting.refuse_text' : 'booking.cancel.nothing_paid')}</Text>
      )}
    </Confirm>
  )
}
