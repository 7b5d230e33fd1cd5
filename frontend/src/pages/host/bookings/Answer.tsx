import { Button, Group, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { Booking, BookingSummary } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { hostBookingQuery } from '@/pages/booking/queries'
import { hostSeriesQuery } from '@/pages/series/queries'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { AnswersAll, SeriesCharge } from './SeriesAnswer'
import { hostBookingsKey } from './useHostBookings'

interface Props {
  hostId: string
  booking: BookingSummary
  size?: 'sm' | 'md'
}

/** Accept or decline, in a list or on the booking's page, each after a confirmation. */
export function Answer({ hostId, booking, size = 'md' }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [accepting, accept] = useDisclosure(false)
  const [declining, decline] = useDisclosure(false)
  const [reason, setReason] = useState('')
  const name = booking.coworker_name ?? t('host.unknown_person')
  const path = { host_id: hostId, booking_id: booking.id }
  const { series } = booking
  const { ttc } = booking.total
  const whole = useQuery({
    ...hostSeriesQuery(hostId, series?.id ?? ''),
    enabled: accepting && series !== null,
  })

  function show(answered: Booking) {
    queries.setQueryData(hostBookingQuery(hostId, booking.id).queryKey, answered)
    void queries.invalidateQueries({ queryKey: hostBookingsKey(hostId) })
  }

  const sendAccept = async (key: string) =>
    show(
      await take(
        api.POST('/hosts/{host_id}/bookings/{booking_id}/acceptance', {
          params: { path, header: keyed(key) },
        }),
      ),
    )

  const sendDecline = async (key: string) =>
    show(
      await take(
        api.POST('/hosts/{host_id}/bookings/{booking_id}/decline', {
          params: { path, header: keyed(key) },
          body: { reason },
        }),
      ),
    )

  return (
    <Group gap="xs">
      <Button
        size={size}
        aria-label={t('host.bookings.accept_named', { name })}
        onClick={accept.open}
      >
        {t('booking.accept.open')}
      </Button>
      <Button
        size={size}
        variant="default"
        aria-label={t('host.bookings.decline_named', { name })}
        onClick={decline.open}
      >
        {t('booking.decline.open')}
      </Button>
      <Confirm
        opened={accepting}
        onClose={accept.close}
        title={t('booking.accept.title')}
        action={t('booking.accept.open')}
        // Nobody accepts a charge before having read it.
        disabled={series !== null && !whole.data}
        send={sendAccept}
        onDone={() => tell(t('booking.accept.done'))}
      >
        {series ? (
          <>
            <AnswersAll part={series} />
            <SeriesCharge whole={whole} name={name} />
          </>
        ) : (
          <Text>
            {ttc > 0
              ? t('booking.accept.text', {
                  name,
                  amount: `${euros(ttc, language)} ${t('money.TTC')}`,
                })
              : t('booking.accept.text_free', { name })}
          </Text>
        )}
      </Confirm>
      <Confirm
        opened={declining}
        onClose={decline.close}
        title={t('booking.decline.title')}
        action={t('booking.decline.open')}
        danger
        body={reason}
        send={sendDecline}
        onDone={() => tell(t('booking.decline.done'))}
      >
        {series && <AnswersAll part={series} />}
        <Text>{t(series ? 'series.host.decline_text' : 'booking.decline.text', { name })}</Text>
        <Textarea
          label={t('booking.decline.reason')}
          maxLength={1000}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Confirm>
    </Group>
  )
}
