import { useInfiniteQuery } from '@tanstack/react-query'

interface Page<Item> {
  items: Item[]
  next_cursor?: string | null
}

type ItemOf<Answer extends Page<unknown>> = Answer['items'][number]

/** How often to look again, in milliseconds; what has come so far may decide. */
type Pace<Item> = number | false | ((items: Item[]) => number | false)

const itemsOf = <Answer extends Page<unknown>>(pages: Answer[] | undefined): ItemOf<Answer>[] =>
  pages?.flatMap((page) => page.items) ?? []

/** A list that comes page by page, by opaque cursor. */
export function usePages<Answer extends Page<unknown>>(
  key: readonly unknown[],
  fetchPage: (cursor: string | undefined) => Promise<Answer>,
  {
    refetchInterval = false,
    enabled = true,
  }: { refetchInterval?: Pace<ItemOf<Answer>>; enabled?: boolean } = {},
) {
  const noCursor: string | undefined = undefined
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => fetchPage(pageParam),
    initialPageParam: noCursor,
    getNextPageParam: (last: Answer) => last.next_cursor ?? undefined,
    refetchInterval: ({ state }) =>
      typeof refetchInterval === 'function'
        ? refetchInterval(itemsOf(state.data?.pages))
        : refetchInterval,
    enabled,
  })
  return { ...query, items: itemsOf(query.data?.pages) }
}
