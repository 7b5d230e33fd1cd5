import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from './Loading'
import { ProblemAlert } from './ProblemAlert'

interface Pages<Item> {
  items: Item[]
  isPending: boolean
  error: Error | null
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

interface Props<Item> {
  pages: Pages<Item>
  empty: ReactNode
  children: (items: Item[]) => ReactNode
}

/** The four faces of a list: loading, failed, empty, and there, with its next page. */
export function List<Item>({ pages, empty, children }: Props<Item>) {
  if (pages.isPending) return <Loading />
  if (pages.error && pages.items.length === 0) {
    return <ProblemAlert error={pages.error} onRetry={() => pages.refetch()} />
  }
  if (pages.items.length === 0) return empty
  return (
    <Stack>
      {children(pages.items)}
      <More pages={pages} />
    </Stack>
  )
}

/** What leads to the next page, or says why it did not come. */
export function More<Item>({ pages }: { pages: Pages<Item> }) {
  const { t } = useTranslation()
  return (
    <>
      <ProblemAlert error={pages.error} onRetry={() => pages.refetch()} />
      {pages.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => pages.fetchNextPage()}
          >
            {t('common.more')}
          </Button>
        </Group>
      )}
    </>
  )
}
