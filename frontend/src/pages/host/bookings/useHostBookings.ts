import { api, take } from '@/api/client'
import type { BookingStatus } from '@/api/shapes'
import { usePages } from '@/api/usePages'

export const hostBookingsKey = (hostId: string) => ['host', hostId, 'bookings']

export const useHostBookings = (
  hostId: string,
  status: BookingStatus | undefined,
  refetchInterval: number | false = false,
) =>
  usePages(
    [...hostBookingsKey(hostId), 'list', status ?? 'all'],
    (cursor) =>
      take(
        api.GET('/hosts/{host_id}/bookings', {
          params: { path: { host_id: hostId }, query: { status, cursor } },
        }),
      ),
    { refetchInterval },
  )
