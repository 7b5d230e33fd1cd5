import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'

export const priceQuery = (
  spaceId: string,
  roomId: string,
  query: { start: string; end: string; people: number },
) =>
  queryOptions({
    queryKey: ['catalogue', 'price', spaceId, roomId, query],
    queryFn: () =>
      take(
        api.GET('/catalogue/spaces/{space_id}/rooms/{room_id}/price', {
          params: { path: { space_id: spaceId, room_id: roomId }, query },
        }),
      ),
    staleTime: 10_000,
  })
