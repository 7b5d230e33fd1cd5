import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PlannedBooking, PlannedRoom } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { BookingStatus } from '@/pages/booking/BookingStatus'
import { hostBookingQuery } from '@/pages/booking/queries'
import { SeriesBadge } from '@/pages/series/SeriesBadge'
import { Deadline } from '@/time/Deadline'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Answer } from '../bookings/Answer'
import { usePlanningWords } from './usePlanningWords'

interface Props {
  hostId: string
  zone: string
  booking: PlannedBooking
  room: PlannedRoom
  onClose: () => void
  onMove: () => void
}

/** A booking of the planning, and what its host can do with it. */
export function BookingPanel({ hostId, zone, booking, room, onClose, onMove }: Props) {
  const { t } = useTranslation()
  const words = usePlanningWords(zone)
  const whole = useQuery(hostBookingQuery(hostId, booking.id))
  const waiting = whole.data?.status === 'pending_host'
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.who(booking)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <div>
          <Text fw={600}>{room.name}</Text>
          <Text>{words.span(booking.start, booking.end, zone)}</Text>
          <Text size="sm" c="dimmed">
            {t('planning.people', { count: booking.people })}
            {booking.entered && ` · ${t('planning.entered')}`}
          </Text>
          {booking.note && <Text size="sm">{booking.note}</Text>}
        </div>
        <Group gap="sm">
          <BookingStatus status={whole.data?.status ?? booking.status} />
          {waiting && booking.answer_by && <Deadline at={booking.answer_by} zone={zone} />}
          <SeriesBadge series={whole.data?.series} />
          {booking.total === 0 ? t('money.free') : <Amount cents={booking.total} />}
        </Group>
        {whole.isPending && <Loading rows={1} height={44} />}
        <ProblemAlert error={whole.error} onRetry={() => whole.refetch()} />
        {waiting && whole.data?.can_decline && <Answer hostId={hostId} booking={whole.data} />}
        <Group gap="sm">
          <ButtonLink
            to="/hote/$hostId/reservations/$bookingId"
            params={{ hostId, bookingId: booking.id }}
            variant="default"
          >
            {t('planning.open_booking')}
          </ButtonLink>
          {whole.data?.series && (
            <ButtonLink
              to="/hote/$hostId/reservations/series/$seriesId"
              params={{ hostId, seriesId: whole.data.series.id }}
              variant="default"
            >
              {t('series.open')}
            </ButtonLink>
          )}
          {booking.can_move && (
            <Button variant="default" onClick={onMove}>
              {t('planning.move.open')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
