import type { QueryClient } from '@tanstack/react-query'
import { api, ifMatch, take } from '@/api/client'
import type { Language } from '@/i18n/language'
import { meQuery } from './me'

export async function saveLanguage(queries: QueryClient, language: Language): Promise<void> {
  const me = await queries.ensureQueryData(meQuery)
  if (me.language === language) return
  const { given_name, family_name } = me
  const saved = await take(
    api.PUT('/me', {
      params: { header: ifMatch(me.version) },
      body: { given_name, family_name, language },
    }),
  )
  queries.setQueryData(meQuery.queryKey, saved)
}
