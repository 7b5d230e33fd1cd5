import { queryOptions } from '@tanstack/react-query'
import { api, keyed, take } from '@/api/client'

const ofHost = (hostId: string) => ({ path: { host_id: hostId } })
const ofMonth = (hostId: string, month: string) => ({ path: { host_id: hostId, month } })

/** Everything about a host’s money: what one thing changes may show on another. */
export const payoutsKey = (hostId: string) => ['host', hostId, 'payouts']

export const accountQuery = (hostId: string) =>
  queryOptions({
    queryKey: [...payoutsKey(hostId), 'account'],
    queryFn: () => take(api.GET('/hosts/{host_id}/payouts/account', { params: ofHost(hostId) })),
  })

export const retryPayouts = (hostId: string) =>
  take(api.POST('/hosts/{host_id}/payouts/retry', { params: ofHost(hostId) }))

export const monthsKey = (hostId: string) => [...payoutsKey(hostId), 'months']

export const fetchMonths = (hostId: string) => (cursor: string | undefined) =>
  take(
    api.GET('/hosts/{host_id}/settlements', { params: { ...ofHost(hostId), query: { cursor } } }),
  )

export const monthQuery = (hostId: string, month: string) =>
  queryOptions({
    queryKey: [...payoutsKey(hostId), 'month', month],
    queryFn: () =>
      take(api.GET('/hosts/{host_id}/settlements/{month}', { params: ofMonth(hostId, month) })),
  })

export const linesKey = (hostId: string, month: string) => [...payoutsKey(hostId), 'lines', month]

export const fetchLines = (hostId: string, month: string) => (cursor: string | undefined) =>
  take(
    api.GET('/hosts/{host_id}/settlements/{month}/lines', {
      params: { ...ofMonth(hostId, month), query: { cursor } },
    }),
  )

export const fetchSheet = (hostId: string, month: string) =>
  take(api.GET('/hosts/{host_id}/settlements/{month}/sheet', { params: ofMonth(hostId, month) }))

export const contest = (hostId: string, month: string, reason: string, key: string) =>
  take(
    api.POST('/hosts/{host_id}/settlements/{month}/contest', {
      params: { ...ofMonth(hostId, month), header: keyed(key) },
      body: { reason },
    }),
  )

export const payoutListKey = (hostId: string) => [...payoutsKey(hostId), 'list']

export const fetchPayouts = (hostId: string) => (cursor: string | undefined) =>
  take(api.GET('/hosts/{host_id}/payouts', { params: { ...ofHost(hostId), query: { cursor } } }))

/** Asks Stripe each time: only when somebody wants to know. */
export const reconciliationQuery = (hostId: string) =>
  queryOptions({
    queryKey: [...payoutsKey(hostId), 'reconciliation'],
    queryFn: () =>
      take(api.GET('/hosts/{host_id}/payouts/reconciliation', { params: ofHost(hostId) })),
    enabled: false,
  })
