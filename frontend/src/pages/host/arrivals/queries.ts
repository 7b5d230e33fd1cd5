import { queryOptions } from '@tanstack/react-query'
import { api, done, take } from '@/api/client'
import type { Outcome } from '@/api/shapes'

const EVERY = 30_000
const FIGURES_STALE = 10 * 60_000

export const arrivalsKey = (hostId: string) => ['host', hostId, 'arrivals']

const ofSpace = (hostId: string, spaceId: string) => ({
  path: { host_id: hostId, space_id: spaceId },
})
const ofBooking = (hostId: string, bookingId: string) => ({
  path: { host_id: hostId, booking_id: bookingId },
})

export const arrivalsQuery = (hostId: string, spaceId: string) =>
  queryOptions({
    queryKey: [...arrivalsKey(hostId), spaceId],
    queryFn: () =>
      take(
        api.GET('/hosts/{host_id}/spaces/{space_id}/arrivals', {
          params: ofSpace(hostId, spaceId),
        }),
      ),
    refetchInterval: EVERY,
  })

/** A month is read booking by booking: not asked for again with each look at the day. */
export const figuresQuery = (hostId: string, spaceId: string) =>
  queryOptions({
    queryKey: ['host', hostId, 'arrival-figures', spaceId],
    queryFn: () =>
      take(
        api.GET('/hosts/{host_id}/spaces/{space_id}/arrivals/figures', {
          params: ofSpace(hostId, spaceId),
        }),
      ),
    staleTime: FIGURES_STALE,
  })

/** With the code, the guest himself was there. */
export const markArrival = (hostId: string, bookingId: string, outcome: Outcome, code?: string) =>
  take(
    api.POST('/hosts/{host_id}/bookings/{booking_id}/arrival', {
      params: ofBooking(hostId, bookingId),
      body: { outcome, code: code ?? null },
    }),
  )

export const undoArrival = (hostId: string, bookingId: string) =>
  done(
    api.DELETE('/hosts/{host_id}/bookings/{booking_id}/arrival', {
      params: ofBooking(hostId, bookingId),
    }),
  )

export const checkInByCode = (hostId: string, code: string) =>
  take(
    api.POST('/hosts/{host_id}/arrivals', {
      params: { path: { host_id: hostId } },
      body: { code },
    }),
  )
