import { Button, Code, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HostMonth, MonthState } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { MonthStatus } from '@/pages/payouts/MonthStatus'
import { monthWords } from '@/pages/payouts/months'
import { useParkedWords } from '@/pages/payouts/useParkedWords'
import { Confirm } from '@/ui/Confirm'
import { List } from '@/ui/List'
import { ButtonLink } from '@/ui/links'
import { Section } from '@/ui/Section'
import { tell } from '@/ui/tell'
import classes from '../operations.module.css'
import { agree, closingHostsKey, closingKey, fetchClosingHosts } from './queries'

interface Props {
  month: string
  state: MonthState
  count: number
}

/** The hosts whose month is in one state, page by page. */
export function HostsInState({ month, state, count }: Props) {
  const { t } = useTranslation()
  // Their number is part of the name: where it changes, the list does too.
  const hosts = usePages([...closingHostsKey(month, state), count], fetchClosingHosts(month, state))
  return (
    <Section title={`${t(`closings.hosts.${state}`)} (${count})`}>
      <List pages={hosts} empty={<Text>{t('closings.empty')}</Text>}>
        {(items) => (
          <ul className={classes.list}>
            {items.map((host) => (
              <Host key={host.host_id} month={month} host={host} />
            ))}
          </ul>
        )}
      </List>
    </Section>
  )
}

function Host({ month, host }: { month: string; host: HostMonth }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { host_id, host_name, state, count, ht } = host
  const called = host_name || host_id
  return (
    <li className={classes.entry}>
      <div className={classes.row}>
        <Stack gap={4} className={classes.words} align="flex-start">
          {host_name && (
            <Text fw={550} className={classes.subject}>
              {host_name}
            </Text>
          )}
          <Code className={classes.subject}>{host_id}</Code>
          <Text size="sm">
            {t('closings.row', {
              bookings: t('payouts.months.count', { count }),
              amount: euros(ht, language),
            })}
          </Text>
          <Reason host={host} />
        </Stack>
        <Group gap="sm">
          <MonthStatus state={state} />
          {state === 'contested' && <Agree month={month} hostId={host_id} called={called} />}
          <ButtonLink
            to="/exploitation/hotes/$hostId/commission"
            params={{ hostId: host_id }}
            variant="default"
            aria-label={t('closings.commission_named', { host: called })}
          >
            {t('closings.commission')}
          </ButtonLink>
        </Group>
      </div>
    </li>
  )
}

function Reason({ host: { state, reason } }: { host: HostMonth }) {
  const { t } = useTranslation()
  const words = useParkedWords()
  if (!reason) return null
  return (
    <Text size="sm" className={classes.subject}>
      {state === 'contested'
        ? t('closings.host_wrote', { reason })
        : t('closings.reason', { reason: words(reason) })}
    </Text>
  )
}

interface AgreeProps {
  month: string
  hostId: string
  called: string
}

function Agree({ month, hostId, called }: AgreeProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button onClick={open} aria-label={t('closings.agree_named', { host: called })}>
        {t('closings.agree')}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={t('closings.agree_title')}
        action={t('closings.agree')}
        send={(key) => agree(month, hostId, key)}
        onDone={() => {
          tell(t('closings.agreed'))
          void queries.invalidateQueries({ queryKey: closingKey(month) })
        }}
      >
        <Text style={{ overflowWrap: 'anywhere' }}>
          {t('closings.agree_text', { host: called, month: monthWords(month, language) })}
        </Text>
      </Confirm>
    </>
  )
}
