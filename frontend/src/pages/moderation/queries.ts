import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'

export const queueKey = ['moderation', 'queue']

export const fetchQueue = (cursor: string | undefined) =>
  take(api.GET('/moderation/spaces', { params: { query: { cursor } } }))

export const historyKey = (spaceId: string) => ['moderation', 'space', spaceId, 'history']

export const fetchHistory = (spaceId: string) => (cursor: string | undefined) =>
  take(
    api.GET('/moderation/spaces/{space_id}/history', {
      params: { path: { space_id: spaceId }, query: { cursor } },
    }),
  )

export const reviewQuery = (spaceId: string) =>
  queryOptions({
    queryKey: ['moderation', 'space', spaceId],
    queryFn: () =>
      take(api.GET('/moderation/spaces/{space_id}', { params: { path: { space_id: spaceId } } })),
  })
