import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TimelineEntry } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { useTimeWords } from '@/time/useTimeWords'
import { timelineKey } from './kinds'
import classes from './Timeline.module.css'

interface Props {
  entries: readonly TimelineEntry[]
  zone: string
}

/** Every step of a booking and every movement of its money, the oldest first. */
export function Timeline({ entries, zone }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  return (
    <ol className={classes.timeline}>
      {entries.map((entry, rank) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end
          key={rank}
          className={classes.entry}
          data-money={Boolean(entry.amount) || undefined}
        >
          <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
            <Text fw={550}>{t(`booking.timeline.${timelineKey(entry.kind)}`)}</Text>
            {entry.amount ? <Amount cents={entry.amount} basis="TTC" /> : null}
          </Group>
          <Text size="sm" c="dimmed">
            <time dateTime={entry.at}>{moment(entry.at, zone)}</time>,{' '}
            {t(`booking.timeline.by.${entry.by}`)}
          </Text>
          {entry.reason && (
            <Text size="sm" mt={4}>
              {t('booking.reason', { reason: entry.reason })}
            </Text>
          )}
        </li>
      ))}
    </ol>
  )
}
