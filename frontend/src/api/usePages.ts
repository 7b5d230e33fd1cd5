import { useInfiniteQuery } from '@tanstack/react-query'

interface Page<Item> {
  items: Item[]
  next_cursor?: string | null
}

/** A list that comes page by page, by opaque cursor. */
export function usePages<Item>(
  key: readonly unknown[],
  fetchPage: (cursor: string | undefined) => Promise<Page<Item>>,
  {
    refetchInterval = false,
    enabled = true,
  }: { refetchInterval?: number | false; enabled?: boolean } = {},
) {
  const noCursor: string | undefined = undefined
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => fetchPage(pageParam),
    initialPageParam: noCursor,
    getNextPageParam: (last: Page<Item>) => last.next_cursor ?? undefined,
    refetchInterval,
    enabled,
  })
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) ?? [] }
}
