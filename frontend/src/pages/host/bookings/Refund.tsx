import { Button, Group, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { Booking } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { useNow } from '@/time/useNow'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { canRefund, stillPaid } from './refund'

interface Props {
  hostId: string
  booking: Booking
  onRefunded: (booking: Booking) => void
}

const SHORTEST = 3

/** « Rembourser », after the service or a cancellation that kept the money. */
export function Refund(props: Props) {
  const { t } = useTranslation()
  const now = useNow()
  const [opened, { open, close }] = useDisclosure(false)
  if (!canRefund(props.booking, now)) return null
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('payouts.refund.open')}
      </Button>
      <RefundDialog {...props} opened={opened} onClose={close} />
    </>
  )
}

interface DialogProps extends Props {
  opened: boolean
  onClose: () => void
}

function RefundDialog({ hostId, booking, onRefunded, opened, onClose }: DialogProps) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  const [reason, setReason] = useState('')
  const body = { reason: reason.trim() }

  async function refund(key: string) {
    const path = { host_id: hostId, booking_id: booking.id }
    const params = { path, header: keyed(key) }
    onRefunded(
      await take(api.POST('/hosts/{host_id}/bookings/{booking_id}/refund', { params, body })),
    )
  }

  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t('payouts.refund.title')}
      action={t('payouts.refund.action')}
      danger
      disabled={body.reason.length < SHORTEST}
      body={body}
      send={refund}
      onDone={() => tell(t('payouts.refund.done'))}
    >
      <Text>
        {t('booking.cancel.what', {
          room: booking.room_name,
          span: span(booking.start, booking.end, booking.timezone),
        })}
      </Text>
      <Group justify="space-between">
        <Text>
          {t('payouts.refund.back', {
            name: booking.coworker_name ?? t('booking.host_cancel.them'),
          })}
        </Text>
        <Amount cents={stillPaid(booking)} basis="TTC" strong />
      </Group>
      <Text>{t('payouts.refund.text')}</Text>
      <Textarea
        label={t('payouts.refund.reason')}
        required
        withAsterisk={false}
        maxLength={1000}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Confirm>
  )
}
