import { useInfiniteQuery } from '@tanstack/react-query'

interface Page<Item> {
  items: Item[]
  next_cursor?: string | null
}

/** How often to look again, in milliseconds; what has come so far may decide. */
type Pace<Item> = number | false | ((items: Item[]) => number | false)

/** A list that comes page by page, by opaque cursor. */
export function usePages<Item>(
  key: readonly unknown[],
  fetchPage: (cursor: string | undefined) => Promise<Page<Item>>,
  {
    refetchInterval = false,
    enabled = true,
  }: { refetchInterval?: Pace<Item>; enabled?: boolean } = {},
) {
  const noCursor: string | undefined = undefined
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => fetchPage(pageParam),
    initialPageParam: noCursor,
    getNextPageParam: (last: Page<Item>) => last.next_cursor ?? undefined,
    refetchInterval: ({ state }) =>
      typeof refetchInterval === 'function'
        ? refetchInterval(state.data?.pages.flatMap((page) => page.items) ?? [])
        : refetchInterval,
    enabled,
  })
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) ?? [] }
}
