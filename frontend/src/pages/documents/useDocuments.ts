import { useEffect } from 'react'
import type { Document, DocumentPage } from '@/api/shapes'
import { usePages } from '@/api/usePages'

const SOON = 3_000

export const isPreparing = ({ stored }: Document): boolean => !stored

/** A list of documents that looks again by itself while a file is being prepared. */
export function useDocuments(
  key: readonly unknown[],
  fetchPage: (cursor: string | undefined) => Promise<DocumentPage>,
) {
  const pages = usePages(key, fetchPage, {
    refetchInterval: (items) => (items.some(isPreparing) ? SOON : false),
  })
  const { items, hasNextPage, isFetching, error, fetchNextPage } = pages
  // A page may hold only neighbours of the period, which the API leaves out: what is looked for comes after it.
  const goOn = items.length === 0 && hasNextPage && !error
  useEffect(() => {
    if (goOn && !isFetching) void fetchNextPage()
  }, [goOn, isFetching, fetchNextPage])
  return { ...pages, isPending: pages.isPending || goOn }
}
