import { Button, Group, Stack, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconBuildingStore,
  IconClipboardCheck,
  IconPencil,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { QueueEntry } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { useFieldList } from '@/pages/host/useFieldList'
import { Deadline } from '@/time/Deadline'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { Status } from '@/ui/Status'
import classes from './QueuePage.module.css'
import { fetchQueue, queueKey } from './queries'

const EVERY = 60_000

export function QueuePage() {
  const { t } = useTranslation()
  const queue = usePages(queueKey, fetchQueue, { refetchInterval: EVERY })
  return (
    <>
      <PageTitle lead={t('moderation.lead')}>{t('moderation.title')}</PageTitle>
      <List
        pages={queue}
        empty={
          <Empty
            icon={<IconClipboardCheck size={28} />}
            action={
              <Button variant="default" loading={queue.isFetching} onClick={() => queue.refetch()}>
                {t('moderation.refresh')}
              </Button>
            }
          >
            {t('moderation.empty')}
          </Empty>
        }
      >
        {(items) => (
          <ul className={classes.list}>
            {items.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
      </List>
    </>
  )
}

function Entry({ entry }: { entry: QueueEntry }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const list = useFieldList()
  const edit = entry.asks === 'edit'
  return (
    <li className={classes.entry}>
      <Stack gap={4} className={classes.words}>
        <Group gap="sm">
          <Text fw={600}>{entry.name}</Text>
          <Status
            tone="quiet"
            icon={edit ? <IconPencil size={16} /> : <IconBuildingStore size={16} />}
          >
            {t(`moderation.asks.${entry.asks}`)}
          </Status>
        </Group>
        {edit && <Text size="sm">{t('moderation.edited', { list: list(entry.fields) })}</Text>}
        <Text size="sm" c="dimmed">
          {[
            t('moderation.host', { name: entry.host_name }),
            entry.city,
            t('space.rooms', { count: entry.room_count }),
          ].join(' · ')}
        </Text>
        <Text size="sm" c="dimmed">
          {t(edit ? 'moderation.proposed_on' : 'moderation.submitted', {
            moment: moment(entry.submitted_at, readersZone()),
          })}
        </Text>
      </Stack>
      <Group>
        {entry.overdue ? (
          <Status tone="bad" icon={<IconAlertTriangle size={16} />}>
            {t('moderation.overdue')}
          </Status>
        ) : (
          <Deadline at={entry.moderate_by} />
        )}
        <ButtonLink
          to="/moderation/$spaceId"
          params={{ spaceId: entry.id }}
          aria-label={t('moderation.review_named', { name: entry.name })}
        >
          {t('moderation.review')}
        </ButtonLink>
      </Group>
    </li>
  )
}
