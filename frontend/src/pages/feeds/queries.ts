import { queryOptions } from '@tanstack/react-query'
import { api, done, keyed, take } from '@/api/client'
import type { FeedBody } from '@/api/shapes'

const ofHost = (hostId: string) => ({ path: { host_id: hostId } })

export const myFeedsQuery = queryOptions({
  queryKey: ['feeds'],
  queryFn: () => take(api.GET('/me/feeds')),
})

export const makeMyFeed = (key: string) =>
  take(api.POST('/me/feeds', { params: { header: keyed(key) } }))

export const revokeMyFeed = (feedId: string) =>
  done(api.DELETE('/me/feeds/{feed_id}', { params: { path: { feed_id: feedId } } }))

export const hostFeedsQuery = (hostId: string) =>
  queryOptions({
    queryKey: ['host', hostId, 'feeds'],
    queryFn: () => take(api.GET('/hosts/{host_id}/feeds', { params: ofHost(hostId) })),
  })

export const makeHostFeed = (hostId: string, body: FeedBody, key: string) =>
  take(
    api.POST('/hosts/{host_id}/feeds', {
      params: { ...ofHost(hostId), header: keyed(key) },
      body,
    }),
  )

export const revokeHostFeed = (hostId: string, feedId: string) =>
  done(
    api.DELETE('/hosts/{host_id}/feeds/{feed_id}', {
      params: { path: { host_id: hostId, feed_id: feedId } },
    }),
  )
