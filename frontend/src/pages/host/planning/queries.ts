import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Range } from './view'

export const planningKey = (hostId: string) => ['host', hostId, 'planning']

const EVERY = 30_000

export const planningQuery = (hostId: string, spaceId: string, { from, days }: Range) =>
  queryOptions({
    queryKey: [...planningKey(hostId), spaceId, from, days],
    queryFn: () =>
      take(
        api.GET('/hosts/{host_id}/spaces/{space_id}/planning', {
          params: { path: { host_id: hostId, space_id: spaceId }, query: { from, days } },
        }),
      ),
    refetchInterval: EVERY,
    placeholderData: (before) => before,
  })
