import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'

const WHILE_CHECKED = 15_000

export const collectionKey = (hostId: string) => ['host', hostId, 'collection']

/** While Stripe checks, its answer may come at any moment; a hidden page does not ask. */
export const collectionQuery = (hostId: string) =>
  queryOptions({
    queryKey: collectionKey(hostId),
    queryFn: () =>
      take(api.GET('/hosts/{host_id}/collection', { params: { path: { host_id: hostId } } })),
    refetchInterval: ({ state }) => state.data?.state === 'under_review' && WHILE_CHECKED,
  })
