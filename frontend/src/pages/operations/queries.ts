import { queryOptions } from '@tanstack/react-query'
import { api, keyed, take } from '@/api/client'
import type { DeadLetters, Rule } from '@/api/shapes'

const SOON = 3_000
const EVERY = 60_000

export const operationsKey = ['operations']

export const isRunning = (rule: Rule): boolean =>
  rule.last_run !== null && rule.last_run.finished_at === null

export const rulesQuery = queryOptions({
  queryKey: [...operationsKey, 'rules'],
  queryFn: () => take(api.GET('/operations/rules')),
  refetchInterval: (query) => (query.state.data?.items.some(isRunning) ? SOON : EVERY),
})

export const violationsKey = (rule: string) => [...operationsKey, 'violations', rule]

export const fetchViolations = (rule: string) => (cursor: string | undefined) =>
  take(
    api.GET('/operations/rules/{rule}/violations', {
      params: { path: { rule }, query: { cursor } },
    }),
  )

export const checkNow = (rule: string, key: string) =>
  take(
    api.POST('/operations/rules/{rule}/runs', { params: { path: { rule }, header: keyed(key) } }),
  )

export const messagesKey = [...operationsKey, 'messages']

export const queuesQuery = queryOptions({
  queryKey: messagesKey,
  queryFn: () => take(api.GET('/operations/dead-letters')),
  refetchInterval: EVERY,
})

export const lettersQuery = (queue: DeadLetters['queue']) =>
  queryOptions({
    queryKey: [...messagesKey, queue],
    queryFn: () =>
      take(api.GET('/operations/dead-letters/{queue}', { params: { path: { queue } } })),
    refetchInterval: EVERY,
  })

export const sendBack = (queue: DeadLetters['queue'], key: string) =>
  take(
    api.POST('/operations/dead-letters/{queue}/redrive', {
      params: { path: { queue }, header: keyed(key) },
    }),
  )

export const balanceQuery = queryOptions({
  queryKey: [...operationsKey, 'balance'],
  queryFn: () => take(api.GET('/operations/platform-balance')),
})

export const payOut = (amount: number, key: string) =>
  take(
    api.POST('/operations/platform-payouts', {
      params: { header: keyed(key) },
      body: { amount },
    }),
  )
