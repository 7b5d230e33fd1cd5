import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Series } from '@/api/shapes'
import { hostBookingsKey } from '@/pages/host/bookings/useHostBookings'

const SOON = 2_000
const SLOW = 20_000
const MOVING = ['capturing', 'releasing', 'refunding']

/** Often while money moves, now and then while somebody else has the next word. */
function pace(series: Series | undefined): number | false {
  if (!series) return false
  const bookings = series.dates.flatMap(({ booking }) => booking ?? [])
  const moves = bookings.some(
    ({ status, money }) => status === 'confirming' || MOVING.includes(money),
  )
  if (moves) return SOON
  return series.waits ? SLOW : false
}

export interface SeriesWish {
  start: string
  end: string
  people: number
  weeks: number
}

export const seriesPriceKey = (spaceId: string, roomId: string) => [
  'catalogue',
  'series-price',
  spaceId,
  roomId,
]

export const seriesPriceQuery = (spaceId: string, roomId: string, query: SeriesWish) =>
  queryOptions({
    queryKey: [...seriesPriceKey(spaceId, roomId), query],
    queryFn: () =>
      take(
        api.GET('/catalogue/spaces/{space_id}/rooms/{room_id}/series-price', {
          params: { path: { space_id: spaceId, room_id: roomId }, query },
        }),
      ),
    staleTime: 10_000,
  })

export const seriesQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ['bookings', 'series', seriesId],
    queryFn: () =>
      take(api.GET('/series/{series_id}', { params: { path: { series_id: seriesId } } })),
    refetchInterval: ({ state }) => pace(state.data),
  })

export const hostSeriesQuery = (hostId: string, seriesId: string) =>
  queryOptions({
    queryKey: [...hostBookingsKey(hostId), 'series', seriesId],
    queryFn: () =>
      take(
        api.GET('/hosts/{host_id}/series/{series_id}', {
          params: { path: { host_id: hostId, series_id: seriesId } },
        }),
      ),
    refetchInterval: ({ state }) => pace(state.data),
  })

/** What a coworker's change to a series is also seen in. */
export const SEEN_ELSEWHERE = [
  ['bookings', 'list'],
  ['bookings', 'one'],
  ['catalogue', 'availability'],
] as const
