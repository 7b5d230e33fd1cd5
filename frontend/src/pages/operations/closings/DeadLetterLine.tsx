import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { TextLink } from '@/ui/links'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { queuesQuery } from '../queries'

/** What the run could not handle, and where it is sent back from. */
export function DeadLetterLine() {
  const { t } = useTranslation()
  const queues = useQuery(queuesQuery)
  const count = queues.data?.items.find(({ queue }) => queue === 'payouts')?.waiting
  return (
    <>
      <ProblemAlert error={queues.error} onRetry={() => queues.refetch()} />
      {count !== undefined && (
        <Group gap="sm">
          <Text>{count === 0 ? t('closings.letters_none') : t('closings.letters', { count })}</Text>
          <TextLink to="/exploitation/messages">{t('closings.see_letters')}</TextLink>
        </Group>
      )}
    </>
  )
}
