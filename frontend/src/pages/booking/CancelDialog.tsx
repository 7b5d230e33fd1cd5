import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { Booking } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'

interface Props {
  opened: boolean
  onClose: () => void
  booking: Booking
  onCancelled: (booking: Booking) => void
}

/** The coworker cancels, knowing what comes back. */
export function CancelDialog({ opened, onClose, booking, onCancelled }: Props) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  const back = booking.refund_if_cancelled ?? 0
  const charged = booking.money === 'captured' || booking.money === 'capturing'

  async function cancel(key: string) {
    const params = { path: { booking_id: booking.id }, header: keyed(key) }
    onCancelled(await take(api.POST('/bookings/{booking_id}/cancellation', { params })))
  }

  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t('booking.cancel.title')}
      action={t('booking.cancel.action')}
      danger
      send={cancel}
      onDone={() => tell(t('booking.cancel.done'))}
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
      {back === 0 && (
        <Text>{t(charged ? 'booking.cancel.nothing_back' : 'booking.cancel.nothing_paid')}</Text>
      )}
    </Confirm>
  )
}
