import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import { useSession } from './useSession'

const fetchMe = () => take(api.GET('/me'))

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: fetchMe,
  staleTime: 60_000,
})

export type Me = Awaited<ReturnType<typeof fetchMe>>

/** Who is signed in, with their organisations and roles; nothing while nobody is. */
export function useMe() {
  const { phase } = useSession()
  return useQuery({ ...meQuery, enabled: phase === 'signed-in' })
}
