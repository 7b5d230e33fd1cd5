import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Booking, PriceTrail } from '@/api/shapes'
import { isPreparing } from '@/pages/documents/useDocuments'

const SOON = 2_000
const SLOW = 20_000

/** While somebody else has the next word, look now and then; while money moves or a file is made, look often. */
function pace(booking: Booking | undefined): number | false {
  if (!booking) return false
  if (booking.status === 'confirming') return SOON
  if (['capturing', 'releasing', 'refunding'].includes(booking.money)) return SOON
  if (booking.documents.some(isPreparing)) return SOON
  if (booking.money === 'captured' && booking.documents.length === 0) return SLOW
  return ['awaiting_payment', 'pending_host'].includes(booking.status) ? SLOW : false
}

export const bookingQuery = (bookingId: string) =>
  queryOptions({
    queryKey: ['bookings', 'one', bookingId],
    queryFn: () =>
      take(api.GET('/bookings/{booking_id}', { params: { path: { booking_id: bookingId } } })),
    refetchInterval: ({ state }) => pace(state.data),
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
    refetchInterval: ({ state }) => pace(state.data),
  })

export const trailQuery = (bookingId: string) =>
  queryOptions<PriceTrail>({
    queryKey: ['bookings', 'trail', bookingId],
    queryFn: () =>
      take(
        api.GET('/bookings/{booking_id}/price-trail', {
          params: { path: { booking_id: bookingId } },
        }),
      ),
  })

export const hostTrailQuery = (hostId: string, bookingId: string) =>
  queryOptions<PriceTrail>({
    queryKey: ['host', hostId, 'bookings', 'trail', bookingId],
    queryFn: () =>
      take(
        api.GET('/hosts/{host_id}/bookings/{booking_id}/price-trail', {
          params: { path: { host_id: hostId, booking_id: bookingId } },
        }),
      ),
  })
