import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Booking } from '@/api/shapes'
import { BookingDocuments } from '@/pages/booking/BookingDocuments'
import { BookingSheet } from '@/pages/booking/BookingSheet'
import { NextStep } from '@/pages/booking/NextStep'
import { PriceTrail } from '@/pages/booking/PriceTrail'
import { hostBookingQuery, hostTrailQuery } from '@/pages/booking/queries'
import { hostDocuments } from '@/pages/documents/source'
import { seriesIdOf } from '@/pages/series/dates'
import { Loading } from '@/ui/Loading'
import { TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { GuestsArrival } from '../arrivals/GuestsArrival'
import { payoutsKey } from '../payouts/queries'
import { leads, useHostRole } from '../rights'
import { Answer } from './Answer'
import { HostCancelDialog } from './HostCancelDialog'
import { Refund } from './Refund'
import { hostBookingsKey } from './useHostBookings'

const route = getRouteApi('/hote/$hostId/reservations/$bookingId')

export function HostBookingPage() {
  const { t } = useTranslation()
  const { hostId, bookingId } = route.useParams()
  const booking = useQuery(hostBookingQuery(hostId, bookingId))
  if (booking.data) return <HostsBooking hostId={hostId} booking={booking.data} />
  return (
    <>
      <PageTitle>{t('booking.title', { room: '…' })}</PageTitle>
      {booking.isPending && <Loading rows={3} height={140} />}
      <ProblemAlert error={booking.error} onRetry={() => booking.refetch()} />
    </>
  )
}

function HostsBooking({ hostId, booking }: { hostId: string; booking: Booking }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [cancelling, { open, close }] = useDisclosure(false)
  const seriesId = seriesIdOf(booking)
  const builds = leads(useHostRole(hostId))

  function show(changed: Booking) {
    queries.setQueryData(hostBookingQuery(hostId, booking.id).queryKey, changed)
    void queries.invalidateQueries({ queryKey: hostBookingsKey(hostId) })
  }

  return (
    <>
      <BookingSheet
        booking={booking}
        space={
          <TextLink
            to="/hote/$hostId/espaces/$spaceId"
            params={{ hostId, spaceId: booking.space_id }}
          >
            {booking.space_name}
          </TextLink>
        }
        series={
          seriesId && (
            <TextLink
              to="/hote/$hostId/reservations/series/$seriesId"
              params={{ hostId, seriesId }}
            >
              {t('series.open')}
            </TextLink>
          )
        }
        next={<NextStep booking={booking} side="host" />}
        documents={
          builds && (
            <BookingDocuments booking={booking} source={hostDocuments(hostId)} side="host" />
          )
        }
        trail={<PriceTrail query={hostTrailQuery(hostId, booking)} />}
        arrival={<GuestsArrival hostId={hostId} booking={booking} />}
        actions={
          <Group>
            {(booking.can_accept || booking.can_decline) && (
              <Answer hostId={hostId} booking={booking} />
            )}
            {booking.can_cancel && (
              <Button variant="default" onClick={open}>
                {t('booking.cancel.open')}
              </Button>
            )}
            {builds && (
              <Refund
                hostId={hostId}
                booking={booking}
                onRefunded={(refunded) => {
                  show(refunded)
                  void queries.invalidateQueries({ queryKey: payoutsKey(hostId) })
                }}
              />
            )}
          </Group>
        }
      />
      <HostCancelDialog
        opened={cancelling}
        onClose={close}
        hostId={hostId}
        booking={booking}
        onCancelled={show}
      />
    </>
  )
}
