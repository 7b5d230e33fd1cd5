import { Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BookingSummary } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { BookingStatus } from '@/pages/booking/BookingStatus'
import { SeriesBadge } from '@/pages/series/SeriesBadge'
import { Deadline } from '@/time/Deadline'
import { useTimeWords } from '@/time/useTimeWords'
import { Answer } from './Answer'
import classes from './BookingsTable.module.css'

interface Props {
  hostId: string
  bookings: readonly BookingSummary[]
}

/** The host's bookings: a table on a desk, cards on a telephone. */
export function BookingsTable({ hostId, bookings }: Props) {
  const { t } = useTranslation()
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('host.bookings.coworker')}</th>
          <th scope="col">{t('host.bookings.room')}</th>
          <th scope="col">{t('host.bookings.when')}</th>
          <th scope="col" className={classes.figure}>
            {t('host.bookings.people')}
          </th>
          <th scope="col" className={classes.figure}>
            {t('host.bookings.total')}
          </th>
          <th scope="col">{t('host.bookings.status')}</th>
        </tr>
      </thead>
      <tbody>
        {bookings.map((booking) => (
          <Row key={booking.id} hostId={hostId} booking={booking} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ hostId, booking }: { hostId: string; booking: BookingSummary }) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  const name = booking.coworker_name ?? t('host.unknown_person')
  const waiting = booking.status === 'pending_host'
  return (
    <tr>
      <th scope="row" data-label={t('host.bookings.coworker')}>
        <Link
          to="/hote/$hostId/reservations/$bookingId"
          params={{ hostId, bookingId: booking.id }}
          className={classes.link}
        >
          {name}
        </Link>
      </th>
      <td data-label={t('host.bookings.room')}>
        {booking.room_name}
        <Text size="sm" c="dimmed">
          {booking.space_name}
        </Text>
      </td>
      <td data-label={t('host.bookings.when')}>
        {span(booking.start, booking.end, booking.timezone)}
        {booking.series && (
          <div>
            <SeriesBadge series={booking.series} />
          </div>
        )}
      </td>
      <td data-label={t('host.bookings.people')} className={classes.figure}>
        {booking.people}
      </td>
      <td data-label={t('host.bookings.total')} className={classes.figure}>
        {booking.total.ttc === 0 ? t('money.free') : <Amount cents={booking.total.ttc} />}
      </td>
      <td data-label={t('host.bookings.status')}>
        <Stack gap="xs" align="flex-start">
          <Group gap="xs">
            <BookingStatus status={booking.status} />
            {waiting && booking.answer_by && (
              <Deadline at={booking.answer_by} zone={booking.timezone} />
            )}
          </Group>
          {waiting && <Answer hostId={hostId} booking={booking} size="sm" />}
        </Stack>
      </td>
    </tr>
  )
}
