import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Booking, PriceTrail } from '@/api/shapes'
import { isPreparing } from '@/pages/documents/useDocuments'

const SOON = 2_000
const SLOW = 20_000

/**
 * While somebody else has the next word, look now and then; while money moves or a document is made, look often.
 * `invoiceless`: how often while what was paid has no invoice.
 */
function pace(booking: Booking | undefined, invoiceless: number): number | false {
  if (!booking) return false
  const { status, money, documents } = booking
  if (status === 'confirming') return SOON
  if (['capturing', 'releasing', 'refunding'].includes(money)) return SOON
  if (documents.some(isPreparing)) return SOON
  if (money === 'captured' && documents.length === 0) return invoiceless
  // The credit note follows the invoice; money that bought nothing came back without either.
  if (money === 'refunded' && documents.length === 1) return SOON
  return ['offered', 'awaiting_payment', 'pending_host'].includes(status) ? SLOW : false
}

export const bookingQuery = (bookingId: string) =>
  queryOptions({
    queryKey: ['bookings', 'one', bookingId],
    queryFn: () =>
      take(api.GET('/bookings/{booking_id}', { params: { path: { booking_id: bookingId } } })),
    refetchInterval: ({ state }) => pace(state.data, SOON),
  })

export const hostBookingQuery = (hostId: string, bookingId: string) =>
  queryOptions({
    queryKey: ['host', hostId, 'bookings', 'one', bookingId],
    queryFn: () =>
      take(
        api.GET('/hosts/{host_id}/bookings/{booking_id}', {
          params: { path: { host_id: hostId, booking_id: bookingId } },
        }),
      ),
    // What the platform sells in its own name never has one for the host.
    refetchInterval: ({ state }) => pace(state.data, SLOW),
  })

/** What moves a trail: the seal comes with the money, and each document is compared. */
const moved = ({ money, documents }: Booking) => [money, documents.length]

export const trailQuery = (booking: Booking) =>
  queryOptions<PriceTrail>({
    queryKey: ['bookings', 'trail', booking.id, ...moved(booking)],
    queryFn: () =>
      take(
        api.GET('/bookings/{booking_id}/price-trail', {
          params: { path: { booking_id: booking.id } },
        }),
      ),
  })

export const hostTrailQuery = (hostId: string, booking: Booking) =>
  queryOptions<PriceTrail>({
    queryKey: ['host', hostId, 'bookings', 'trail', booking.id, ...moved(booking)],
    queryFn: () =>
      take(
        api.GET('/hosts/{host_id}/bookings/{booking_id}/price-trail', {
          params: { path: { host_id: hostId, booking_id: booking.id } },
        }),
      ),
  })
