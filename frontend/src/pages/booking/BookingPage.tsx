import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { Booking, BookingStatus } from '@/api/shapes'
import { myDocuments } from '@/pages/documents/source'
import { seriesIdOf } from '@/pages/series/dates'
import { Loading } from '@/ui/Loading'
import { TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { BookingDocuments } from './BookingDocuments'
import { BookingSheet } from './BookingSheet'
import { CancelDialog } from './CancelDialog'
import { goAndPay } from './checkout'
import { NextStep } from './NextStep'
import { OfferAnswer } from './OfferAnswer'
import { OwnArrival } from './OwnArrival'
import { PaymentReturn } from './PaymentReturn'
import { PriceTrail } from './PriceTrail'
import { bookingQuery, trailQuery } from './queries'

const WAITS: readonly BookingStatus[] = ['awaiting_payment', 'pending_host']

const route = getRouteApi('/reservations/$bookingId')

/** A coworker's booking. */
export function BookingPage() {
  const { t } = useTranslation()
  const { bookingId } = route.useParams()
  const { paid } = route.useSearch()
  const booking = useQuery(bookingQuery(bookingId))
  if (!booking.data) {
    return (
      <>
        <PageTitle>{t('booking.title', { room: '…' })}</PageTitle>
        {booking.isPending && <Loading rows={3} height={140} />}
        <ProblemAlert error={booking.error} onRetry={() => booking.refetch()} />
      </>
    )
  }
  if (paid && booking.data.status === 'awaiting_payment') {
    return <PaymentReturn bookingId={bookingId} />
  }
  return <CoworkersBooking booking={booking.data} />
}

function CoworkersBooking({ booking }: { booking: Booking }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [cancelling, { open, close }] = useDisclosure(false)
  const seriesId = seriesIdOf(booking)

  const resume = useMutation({
    mutationFn: () =>
      take(
        api.POST('/bookings/{booking_id}/checkout', {
          params: { path: { booking_id: booking.id } },
        }),
      ),
    onSuccess: ({ checkout_url }) => goAndPay(checkout_url),
  })

  return (
    <>
      <BookingSheet
        booking={booking}
        space={
          <TextLink to="/espaces/$spaceId" params={{ spaceId: booking.space_id }}>
            {booking.space_name}
          </TextLink>
        }
        series={
          seriesId && (
            <TextLink to="/series/$seriesId" params={{ seriesId }}>
              {t('series.open')}
            </TextLink>
          )
        }
        next={<NextStep booking={booking} side="coworker" />}
        documents={<BookingDocuments booking={booking} source={myDocuments} side="coworker" />}
        trail={<PriceTrail query={trailQuery(booking)} />}
        arrival={<OwnArrival booking={booking} />}
        actions={
          <Stack gap="sm">
            <ProblemAlert error={resume.error} />
            {booking.series && WAITS.includes(booking.status) && (
              <Text>{t('series.waits_together')}</Text>
            )}
            {booking.status === 'offered' && <OfferAnswer booking={booking} />}
            <Group>
              {booking.status === 'awaiting_payment' && (
                <Button
                  loading={resume.isPending || resume.isSuccess}
                  onClick={() => resume.mutate()}
                >
                  {t('booking.resume')}
                </Button>
              )}
              {booking.can_cancel && (
                <Button variant="default" onClick={open}>
                  {t(booking.status === 'offered' ? 'waiting.refuse' : 'booking.cancel.open')}
                </Button>
              )}
            </Group>
          </Stack>
        }
      />
      <CancelDialog
        opened={cancelling}
        onClose={close}
        booking={booking}
        onCancelled={(cancelled) => {
          queries.setQueryData(bookingQuery(booking.id).queryKey, cancelled)
          void queries.invalidateQueries({ queryKey: ['bookings', 'list'] })
          void queries.invalidateQueries({ queryKey: ['bookings', 'series'] })
        }}
      />
    </>
  )
}
