import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HistoryEntry, HistoryPage } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { snake } from '@/pages/booking/kinds'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { List } from '@/ui/List'
import { Section } from '@/ui/Section'
import { useChangeWords } from '../journal/useChangeWords'
import classes from './SpaceHistory.module.css'

const KINDS = [
  'space_created',
  'space_updated',
  'space_submitted',
  'space_published',
  'space_refused',
  'space_edit_proposed',
  'space_edit_withdrawn',
  'space_edit_approved',
  'space_edit_refused',
] as const

interface Props {
  queryKey: readonly unknown[]
  fetchPage: (cursor: string | undefined) => Promise<HistoryPage>
}

/** Who submitted, proposed, approved or refused what of a space, the newest first. */
export function SpaceHistory({ queryKey, fetchPage }: Props) {
  const { t } = useTranslation()
  const history = usePages(queryKey, fetchPage)
  return (
    <Section id="history" title={t('history.title')} lead={t('history.lead')}>
      <List pages={history} empty={<Text c="dimmed">{t('history.empty')}</Text>}>
        {(items) => (
          <ol className={classes.list}>
            {items.map((entry) => (
              <Entry key={entry.at + entry.kind} entry={entry} />
            ))}
          </ol>
        )}
      </List>
    </Section>
  )
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const change = useChangeWords()
  const kind = KINDS.find((one) => one === snake(entry.kind))
  const changes = Object.entries(entry.changes)
  return (
    <li className={classes.entry}>
      <Text fw={550}>{kind ? t(`history.kind.${kind}`) : entry.kind}</Text>
      <Text size="sm" c="dimmed">
        <time dateTime={entry.at}>{moment(entry.at, readersZone())}</time>
        {' · '}
        {entry.name ?? t(`history.by.${entry.by}`)}
      </Text>
      {entry.reason && (
        <Text size="sm" className={classes.reason}>
          {t('history.reason', { reason: entry.reason })}
        </Text>
      )}
      {changes.length > 0 && (
        <details className={classes.changes}>
          <summary>{t('history.changes')}</summary>
          <ul>
            {changes.map(([path, values]) => (
              <li key={path}>{change(path, values)}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
