import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'

export const catalogueQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ['catalogue', 'space', spaceId],
    queryFn: () =>
      take(api.GET('/catalogue/spaces/{space_id}', { params: { path: { space_id: spaceId } } })),
    staleTime: 60_000,
  })

export const availabilityQuery = (spaceId: string, roomId: string, date: string, days: number) =>
  queryOptions({
    queryKey: ['catalogue', 'availability', spaceId, roomId, date, days],
    queryFn: () =>
      take(
        api.GET('/catalogue/spaces/{space_id}/rooms/{room_id}/availability', {
          params: { path: { space_id: spaceId, room_id: roomId }, query: { date, days } },
        }),
      ),
    staleTime: 15_000,
  })
