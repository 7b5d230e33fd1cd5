import { Button, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done, take } from '@/api/client'
import type { Waiting } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { List } from '@/ui/List'
import { Section } from '@/ui/Section'
import { tell } from '@/ui/tell'
import classes from './MyBookingsPage.module.css'

/** What one waits for; nothing at all for those who wait for nothing. */
export function WaitingLists() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [leaving, setLeaving] = useState<Waiting | null>(null)
  const waiting = usePages(['waiting'], (cursor) =>
    take(api.GET('/waiting', { params: { query: { cursor } } })),
  )
  if (!waiting.error && waiting.items.length === 0) return null
  return (
    <Stack mb="xl">
      <Section title={t('waiting.title')} lead={t('waiting.lead')}>
        <List pages={waiting} empty={null}>
          {(items) => (
            <ul className={classes.list}>
              {items.map((entry) => (
                <Row key={entry.id} entry={entry} onLeave={() => setLeaving(entry)} />
              ))}
            </ul>
          )}
        </List>
      </Section>
      <Leaving
        entry={leaving}
        onClose={() => setLeaving(null)}
        onLeft={() => void queries.invalidateQueries({ queryKey: ['waiting'] })}
      />
    </Stack>
  )
}

function Row({ entry, onLeave }: { entry: Waiting; onLeave: () => void }) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  const when = span(entry.start, entry.end, entry.timezone)
  return (
    <li className={classes.row}>
      <Stack gap={2} className={classes.words}>
        <Link
          to="/espaces/$spaceId/salles/$roomId/reserver"
          params={{ spaceId: entry.space_id, roomId: entry.room_id }}
          className={classes.plain}
        >
          {entry.room_name}, {entry.space_name}
        </Link>
        <Text size="sm">{when}</Text>
        <Text size="sm" c="dimmed">
          {t('booking.people_count', { count: entry.people })}
        </Text>
      </Stack>
      <Button
        variant="default"
        aria-label={t('waiting.leave_named', { room: entry.room_name, when })}
        onClick={onLeave}
      >
        {t('waiting.leave')}
      </Button>
    </li>
  )
}

interface LeavingProps {
  entry: Waiting | null
  onClose: () => void
  onLeft: () => void
}

function Leaving({ entry, onClose, onLeft }: LeavingProps) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  const path = { waiting_id: entry?.id ?? '' }
  return (
    <Confirm
      opened={entry !== null}
      onClose={onClose}
      title={t('waiting.leave_title')}
      action={t('waiting.leave')}
      danger
      send={() => done(api.DELETE('/waiting/{waiting_id}', { params: { path } }))}
      onDone={() => {
        onLeft()
        tell(t('waiting.left'))
      }}
    >
      {entry && (
        <Text>
          {t('waiting.leave_text', {
            room: entry.room_name,
            when: span(entry.start, entry.end, entry.timezone),
          })}
        </Text>
      )}
    </Confirm>
  )
}
