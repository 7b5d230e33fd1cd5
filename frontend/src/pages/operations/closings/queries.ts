import { queryOptions } from '@tanstack/react-query'
import { api, ifMatch, keyed, take } from '@/api/client'
import type { DatedRate, MonthState } from '@/api/shapes'
import { isUnderWay } from './progress'

const SOON = 10_000
const EVERY = 60_000

export const closingKey = (month: string) => ['operations', 'closings', month]

export const closingQuery = (month: string) =>
  queryOptions({
    queryKey: [...closingKey(month), 'progress'],
    queryFn: () => take(api.GET('/operations/closings/{month}', { params: { path: { month } } })),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? SOON : EVERY),
  })

export const closingHostsKey = (month: string, state: MonthState) => [
  ...closingKey(month),
  'hosts',
  state,
]

export const fetchClosingHosts =
  (month: string, state: MonthState) => (cursor: string | undefined) =>
    take(
      api.GET('/operations/closings/{month}/hosts', {
        params: { path: { month }, query: { state, cursor } },
      }),
    )

export const runClosing = (month: string) =>
  take(api.POST('/operations/closings/{month}/runs', { params: { path: { month } } }))

export const agree = (month: string, hostId: string, key: string) =>
  take(
    api.POST('/operations/closings/{month}/hosts/{host_id}/agreement', {
      params: { path: { month, host_id: hostId }, header: keyed(key) },
    }),
  )

export const commissionQuery = (hostId: string) =>
  queryOptions({
    queryKey: ['operations', 'commissions', hostId],
    queryFn: () =>
      take(
        api.GET('/operations/hosts/{host_id}/commissions', {
          params: { path: { host_id: hostId } },
        }),
      ),
  })

export const saveCommissions = (hostId: string, commissions: DatedRate[], version: number) =>
  take(
    api.PUT('/operations/hosts/{host_id}/commissions', {
      params: { path: { host_id: hostId }, header: ifMatch(version) },
      body: { commissions },
    }),
  )
