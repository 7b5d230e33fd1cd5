import { Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { JournalEntry } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { useLanguage } from '@/i18n/useLanguage'
import { snake, timelineKey } from '@/pages/booking/kinds'
import { collectionState } from '@/pages/collecting/actions'
import { isMonth, monthWords } from '@/pages/payouts/months'
import { useParkedWords } from '@/pages/payouts/useParkedWords'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { roleWords } from '../team/roles'
import classes from './JournalPage.module.css'
import { MoneyFacts } from './MoneyFacts'
import { SubjectLink } from './SubjectLink'
import { useChangeWords } from './useChangeWords'

const OWN_KINDS = [
  'host_created',
  'host_updated',
  'space_created',
  'space_updated',
  'space_submitted',
  'space_published',
  'space_refused',
  'space_edit_proposed',
  'space_edit_withdrawn',
  'space_edit_approved',
  'space_edit_refused',
  'moderation_due_soon',
  'bookings_crossed_edit',
  'image_added',
  'image_refused',
  'image_removed',
  'billing_settings_saved',
  'billing_profile_saved',
  'mandate_accepted',
  'mandate_revoked',
  'connected_account_opened',
  'connected_account_changed',
  'document_ordered',
  'document_issued',
  'document_stored',
  'month_parked',
  'month_contested',
  'contest_settled',
  'transfer_made',
  'transfer_taken_back',
  'payout_sent',
  'payout_paid',
  'payout_failed',
  'listing_imported',
  'host_claimed',
  'details_checked',
  'member_invited',
  'invitation_sent_again',
  'invitation_withdrawn',
  'member_joined',
  'member_role_changed',
  'member_removed',
  'member_left',
  'ownership_transferred',
  'block_made',
  'block_cancelled',
  'feed_created',
  'feed_revoked',
] as const

export function JournalPage() {
  const { t } = useTranslation()
  const { hostId } = useParams({ from: '/hote/$hostId/journal' })
  return (
    <>
      <PageTitle lead={t('journal.lead')}>{t('journal.title')}</PageTitle>
      <Journal
        hostId={hostId}
        linked
        action={
          <ButtonLink to="/hote/$hostId/espaces" params={{ hostId }}>
            {t('host.bookings.see_spaces')}
          </ButtonLink>
        }
      />
    </>
  )
}

interface JournalProps {
  hostId: string
  /** Whether lines lead to the host's own pages, which only its members may open. */
  linked?: boolean
  action: ReactNode
}

/** The audit log of an organisation, newest first. */
export function Journal({ hostId, linked = false, action }: JournalProps) {
  const { t } = useTranslation()
  const entries = usePages(['host', hostId, 'journal'], (cursor) =>
    take(
      api.GET('/hosts/{host_id}/journal', {
        params: { path: { host_id: hostId }, query: { cursor } },
      }),
    ),
  )
  return (
    <List
      pages={entries}
      empty={
        <Empty icon={<IconHistory size={28} />} action={action}>
          {t('journal.empty')}
        </Empty>
      }
    >
      {(items) => (
        <ol className={classes.list}>
          {items.map((entry) => (
            <Entry key={entry.sequence} hostId={hostId} entry={entry} linked={linked} />
          ))}
        </ol>
      )}
    </List>
  )
}

interface EntryProps {
  hostId: string
  entry: JournalEntry
  linked: boolean
}

function Entry({ hostId, entry, linked }: EntryProps) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const parked = useParkedWords()
  const change = useChangeWords()
  const title = useKindWords(entry)
  const changes = Object.entries(entry.changes)
  const { reason, won } = entry.details
  const who = entry.actor === 'user' ? entry.actor_name : t(`journal.${entry.actor}`)
  const from = entry.ip ? `, ${t('journal.from', { ip: entry.ip })}` : ''

  return (
    <li className={classes.entry}>
      <Text fw={550}>{title}</Text>
      <Text size="sm" c="dimmed">
        <time dateTime={entry.at}>{moment(entry.at, readersZone())}</time>
        {' · '}
        {who ?? t('journal.somebody')}
        {from}
      </Text>
      <MoneyFacts entry={entry} />
      {typeof reason === 'string' && reason && (
        <Text size="sm">
          {t('booking.reason', {
            reason: entry.kind === 'MonthParked' ? parked(reason) : reason,
          })}
        </Text>
      )}
      {typeof won === 'boolean' && (
        <Text size="sm">{t(won ? 'journal.dispute_won' : 'journal.dispute_lost')}</Text>
      )}
      {changes.length > 0 && (
        <details className={classes.changes}>
          <summary>{t('journal.details')}</summary>
          <ul>
            {changes.map(([path, values]) => (
              <li key={path}>{change(path, values)}</li>
            ))}
          </ul>
        </details>
      )}
      {linked && <SubjectLink hostId={hostId} subject={entry.subject} title={title} />}
    </li>
  )
}

function useKindWords({ kind, details }: JournalEntry): string {
  const { t } = useTranslation()
  const language = useLanguage()
  const own = OWN_KINDS.find((one) => one === snake(kind))
  const told = (key: string) => (typeof details[key] === 'string' ? details[key] : '')
  const state = (key: string) => {
    const known = collectionState(told(key))
    return known ? t(`collecting.status.${known}`) : told(key)
  }
  if (own) {
    return t(`journal.kind.${own}`, {
      name: told('space_name'),
      number: told('number'),
      version: told('version'),
      was: state('was'),
      state: state('state'),
      month: isMonth(details.month) ? monthWords(details.month, language) : '',
      payout: String(details.payout ?? ''),
      role: roleWords(t, details.role),
      member: told('member_name') || t('journal.somebody'),
    })
  }
  const step = timelineKey(kind)
  return step === 'other' ? t('journal.kind.other', { kind }) : t(`booking.timeline.${step}`)
}
