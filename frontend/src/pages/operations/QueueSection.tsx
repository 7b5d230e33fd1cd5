import { Button, Code, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DeadLetter, DeadLetters } from '@/api/shapes'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { Status } from '@/ui/Status'
import { tell } from '@/ui/tell'
import classes from './operations.module.css'
import { lettersQuery, messagesKey, sendBack } from './queries'

export function QueueSection({ letters }: { letters: DeadLetters }) {
  const { t } = useTranslation()
  const some = letters.waiting > 0
  return (
    <Section title={t(`operations.queue.${letters.queue}`)}>
      <Stack>
        <Group justify="space-between">
          <Status
            tone={some ? 'bad' : 'good'}
            icon={some ? <IconAlertTriangle size={16} /> : <IconCircleCheck size={16} />}
          >
            {some
              ? t('operations.waiting', { count: letters.waiting })
              : t('operations.waiting_none')}
          </Status>
          {some && <SendBack queue={letters.queue} />}
        </Group>
        {some && <Letters queue={letters.queue} />}
      </Stack>
    </Section>
  )
}

function Letters({ queue }: { queue: DeadLetters['queue'] }) {
  const { t } = useTranslation()
  const letters = useQuery(lettersQuery(queue))
  if (letters.isPending) return <Loading rows={2} />
  return (
    <>
      <ProblemAlert error={letters.error} onRetry={() => letters.refetch()} />
      <ul className={classes.list}>
        {letters.data?.items.map((letter) => (
          <Letter key={letter.id} letter={letter} />
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        {t('operations.some')}
      </Text>
    </>
  )
}

function Letter({ letter }: { letter: DeadLetter }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  return (
    <li className={classes.entry}>
      <Stack gap={4}>
        <Code className={classes.subject}>{letter.subject}</Code>
        <Text size="sm">
          {t('operations.reason', { reason: letter.reason ?? t('operations.no_reason') })}
        </Text>
        <Text size="sm" c="dimmed">
          {t('operations.sent', { moment: moment(letter.sent_at, readersZone()) })}
        </Text>
      </Stack>
    </li>
  )
}

function SendBack({ queue }: { queue: DeadLetters['queue'] }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [opened, { open, close }] = useDisclosure(false)
  const name = t(`operations.queue.${queue}`)

  async function send(key: string) {
    const { sent_back } = await sendBack(queue, key)
    tell(t('operations.sent_back', { count: sent_back }))
  }

  return (
    <>
      <Button onClick={open} aria-label={`${t('operations.send_back')} : ${name}`}>
        {t('operations.send_back')}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={t('operations.send_back_title', { queue: name })}
        action={t('operations.send_back')}
        send={send}
        onDone={() => queries.invalidateQueries({ queryKey: messagesKey })}
      >
        <Text>{t('operations.send_back_text')}</Text>
      </Confirm>
    </>
  )
}
