import { Button, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { FeedRow } from './FeedRow'
import classes from './feeds.module.css'
import { makeMyFeed, myFeedsQuery, revokeMyFeed } from './queries'

/** One’s own bookings in one’s own calendar; what follows from it stands below. */
export function MyFeedsSection({ children }: { children?: ReactNode }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const feeds = useQuery(myFeedsQuery)
  const refresh = () => queries.invalidateQueries(myFeedsQuery)
  const making = useMutation({
    mutationFn: () => makeMyFeed(crypto.randomUUID()),
    onSuccess: refresh,
  })
  return (
    <Section id="agenda" title={t('feeds.mine.title')} lead={t('feeds.mine.lead')}>
      <Stack>
        {feeds.isPending && <Loading rows={1} />}
        <ProblemAlert error={feeds.error} onRetry={() => feeds.refetch()} />
        {feeds.data?.feeds.length === 0 && <Text>{t('feeds.mine.empty')}</Text>}
        <ul className={classes.list}>
          {feeds.data?.feeds.map((feed) => (
            <FeedRow
              key={feed.id}
              feed={feed}
              name={t('feeds.mine.name')}
              revoke={() => revokeMyFeed(feed.id)}
              onRevoked={refresh}
            />
          ))}
        </ul>
        <ProblemAlert error={making.error} />
        <Button
          variant="default"
          loading={making.isPending}
          onClick={() => making.mutate()}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('feeds.make')}
        </Button>
        {children}
      </Stack>
    </Section>
  )
}
