import { Checkbox, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { Booking } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { stillPaid } from './refund'

interface Props {
  opened: boolean
  onClose: () => void
  hostId: string
  booking: Booking
  onCancelled: (booking: Booking) => void
}

/** The host cancels a confirmed booking: refunded unless he unticks the box and says why. */
export function HostCancelDialog({ opened, onClose, hostId, booking, onCancelled }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { span } = useTimeWords()
  const [refund, setRefund] = useState(true)
  const [reason, setReason] = useState('')
  const ttc = stillPaid(booking)
  const body = { refund, reason: reason.trim() }

  async function cancel(key: string) {
    const path = { host_id: hostId, booking_id: booking.id }
    const params = { path, header: keyed(key) }
    onCancelled(
      await take(api.POST('/hosts/{host_id}/bookings/{booking_id}/cancellation', { params, body })),
    )
  }

  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t('booking.cancel.title')}
      action={t('booking.cancel.action')}
      danger
      disabled={!refund && body.reason === ''}
      body={body}
      send={cancel}
      onDone={() => tell(t('booking.cancel.done'))}
    >
      <Text>
        {t('booking.cancel.what', {
          room: booking.room_name,
          span: span(booking.start, booking.end, booking.timezone),
        })}
      </Text>
      {ttc > 0 && (
        <Checkbox
          checked={refund}
          onChange={({ currentTarget }) => setRefund(currentTarget.checked)}
          label={t('booking.host_cancel.refund')}
          description={t(
            refund ? 'booking.host_cancel.refund_hint' : 'booking.host_cancel.keep_hint',
            {
              amount: `${euros(ttc, language)} ${t('money.TTC')}`,
              name: booking.coworker_name ?? t('booking.host_cancel.them'),
            },
          )}
        />
      )}
      <Textarea
        label={
          refund
            ? `${t('booking.host_cancel.reason')} (${t('common.optional')})`
            : t('booking.host_cancel.reason')
        }
        description={refund ? undefined : t('booking.host_cancel.reason_needed')}
        required={!refund}
        maxLength={1000}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Confirm>
  )
}
