import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loading } from '@/ui/Loading'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { QueueSection } from './QueueSection'
import { queuesQuery } from './queries'

/** Messages that no worker could handle, by the queue they came from. */
export function MessagesPage() {
  const { t } = useTranslation()
  const queues = useQuery(queuesQuery)
  return (
    <>
      <PageTitle lead={t('operations.messages_lead')}>{t('operations.messages_title')}</PageTitle>
      {queues.isPending && <Loading rows={3} />}
      <ProblemAlert error={queues.error} onRetry={() => queues.refetch()} />
      {queues.data && (
        <Stack gap="lg">
          {queues.data.items.map((queue) => (
            <QueueSection key={queue.queue} letters={queue} />
          ))}
        </Stack>
      )}
    </>
  )
}
