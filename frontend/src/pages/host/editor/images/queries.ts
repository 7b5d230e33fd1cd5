import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'

export const imagesQuery = (hostId: string, spaceId: string) =>
  queryOptions({
    queryKey: ['host', hostId, 'space', spaceId, 'images'],
    queryFn: () =>
      take(
        api.GET('/hosts/{host_id}/spaces/{space_id}/images', {
          params: { path: { host_id: hostId, space_id: spaceId } },
        }),
      ),
  })
