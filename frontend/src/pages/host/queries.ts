import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'

export const spaceQuery = (hostId: string, spaceId: string) =>
  queryOptions({
    queryKey: ['host', hostId, 'space', spaceId],
    queryFn: () =>
      take(
        api.GET('/hosts/{host_id}/spaces/{space_id}', {
          params: { path: { host_id: hostId, space_id: spaceId } },
        }),
      ),
  })

export const historyKey = (hostId: string, spaceId: string) => [
  'host',
  hostId,
  'space',
  spaceId,
  'history',
]

export const fetchHistory = (hostId: string, spaceId: string) => (cursor: string | undefined) =>
  take(
    api.GET('/hosts/{host_id}/spaces/{space_id}/history', {
      params: { path: { host_id: hostId, space_id: spaceId }, query: { cursor } },
    }),
  )

export const spacesKey = (hostId: string) => ['host', hostId, 'spaces']

export const fetchSpaces = (hostId: string) => (cursor: string | undefined) =>
  take(
    api.GET('/hosts/{host_id}/spaces', {
      params: { path: { host_id: hostId }, query: { cursor } },
    }),
  )
