import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Language } from '@/i18n/language'

const ofHost = (hostId: string) => ({ params: { path: { host_id: hostId } } })

export const settingsQuery = (hostId: string) =>
  queryOptions({
    queryKey: ['host', hostId, 'billing'],
    queryFn: () => take(api.GET('/hosts/{host_id}/billing-settings', ofHost(hostId))),
  })

/** Texts come in the language of the call, so each language is a page of its own. */
export const mandateQuery = (hostId: string, language: Language) =>
  queryOptions({
    queryKey: ['host', hostId, 'mandate', language],
    queryFn: () => take(api.GET('/hosts/{host_id}/mandate', ofHost(hostId))),
  })

export const mandateKey = (hostId: string) => ['host', hostId, 'mandate']

export const platformQuery = queryOptions({
  queryKey: ['operations', 'billing'],
  queryFn: () => take(api.GET('/operations/billing-settings')),
})

export const profileQuery = queryOptions({
  queryKey: ['me', 'billing'],
  queryFn: () => take(api.GET('/me/billing-profile')),
})

export const termsKey = ['terms']

export const termsQuery = (language: Language) =>
  queryOptions({
    queryKey: [...termsKey, language],
    queryFn: () => take(api.GET('/terms')),
    staleTime: 5 * 60_000,
  })
