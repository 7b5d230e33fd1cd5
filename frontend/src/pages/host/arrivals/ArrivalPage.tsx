import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Booking } from '@/api/shapes'
import { hostBookingQuery } from '@/pages/booking/queries'
import { useTimeWords } from '@/time/useTimeWords'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { Notice } from '@/ui/Notice'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { MarkButtons } from './MarkButtons'
import { PresenceStatus } from './PresenceStatus'
import { arrivalsKey, markArrival } from './queries'

const route = getRouteApi('/hote/$hostId/arrivees/$bookingId')

/** Where a guest's QR code leads the telephone of whoever stands at reception. */
export function ArrivalPage() {
  const { t } = useTranslation()
  const { hostId, bookingId } = route.useParams()
  const booking = useQuery(hostBookingQuery(hostId, bookingId))
  return (
    <Paper maw={560} mx="auto">
      <PageTitle>{booking.data?.coworker_name ?? t('checkin.page.title')}</PageTitle>
      {booking.isPending && <Loading rows={2} />}
      <ProblemAlert error={booking.error} onRetry={() => booking.refetch()} />
      {booking.data && <Guest hostId={hostId} booking={booking.data} />}
    </Paper>
  )
}

function Guest({ hostId, booking }: { hostId: string; booking: Booking }) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  const queries = useQueryClient()
  // Behind the « # », which no server is told.
  const code = useLocation({ select: ({ hash }) => hash })
  const { attendance } = booking
  const name = booking.coworker_name ?? t('host.unknown_person')
  const arriving = useMutation({
    mutationFn: () => markArrival(hostId, booking.id, 'arrived', code || undefined),
    onSuccess: async (after) => {
      queries.setQueryData(hostBookingQuery(hostId, booking.id).queryKey, after)
      await queries.invalidateQueries({ queryKey: arrivalsKey(hostId) })
    },
  })
  const here = attendance?.presence === 'arrived'
  return (
    <Stack>
      <Stack gap={2}>
        <Text fw={600}>
          {booking.room_name}, {booking.space_name}
        </Text>
        <Text>{span(booking.start, booking.end, booking.timezone)}</Text>
        <Text c="dimmed">{t('booking.people_count', { count: booking.people })}</Text>
      </Stack>
      {attendance && (
        <Group>
          <PresenceStatus presence={attendance.presence} />
        </Group>
      )}
      {here && <Notice>{t('checkin.page.done', { name })}</Notice>}
      <ProblemAlert error={arriving.error} />
      {!attendance && <Text>{t('checkin.page.not_confirmed')}</Text>}
      {attendance?.may_mark.includes('arrived') && (
        <Button size="lg" loading={arriving.isPending} onClick={() => arriving.mutate()}>
          {t('checkin.page.action')}
        </Button>
      )}
      {attendance && !here && attendance.may_mark.length === 0 && (
        <Text>{t('checkin.page.not_now')}</Text>
      )}
      {attendance?.may_undo && (
        <MarkButtons
          hostId={hostId}
          bookingId={booking.id}
          name={name}
          attendance={{ ...attendance, may_mark: [] }}
        />
      )}
      <Group>
        <ButtonLink to="/hote/$hostId" params={{ hostId }} variant="default">
          {t('checkin.page.all')}
        </ButtonLink>
      </Group>
    </Stack>
  )
}
