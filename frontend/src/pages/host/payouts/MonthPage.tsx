import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SettlementMonth, Tally } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { isPreparing } from '@/pages/documents/useDocuments'
import { MonthStatus } from '@/pages/payouts/MonthStatus'
import { isMonth, monthTitle } from '@/pages/payouts/months'
import { useParkedWords } from '@/pages/payouts/useParkedWords'
import { dateWords } from '@/time/format'
import { Loading } from '@/ui/Loading'
import { TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { Contest } from './Contest'
import { Lines } from './Lines'
import { MonthDocuments } from './MonthDocuments'
import { monthQuery } from './queries'
import { Waterfall } from './Waterfall'

const route = getRouteApi('/hote/$hostId/versements/$month')
const SOON = 3_000

/** A month of a host, explained to the cent. */
export function MonthPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { hostId, month: name } = route.useParams()
  const month = useQuery({
    ...monthQuery(hostId, name),
    refetchInterval: ({ state }) => (state.data?.documents.some(isPreparing) ? SOON : false),
  })
  return (
    <>
      <TextLink to="/hote/$hostId/versements" params={{ hostId }}>
        {t('payouts.month.back')}
      </TextLink>
      <PageTitle>{isMonth(name) ? monthTitle(name, language) : t('payouts.title')}</PageTitle>
      {month.isPending && <Loading rows={3} height={140} />}
      <ProblemAlert error={month.error} onRetry={() => month.refetch()} />
      {month.data && (
        <Stack gap="lg" key={`${hostId} ${name}`}>
          <Standing hostId={hostId} month={month.data} />
          <Section title={t('payouts.month.sum')} lead={t('payouts.month.sum_lead')}>
            <Waterfall month={month.data} />
            <Refunded cents={month.data.refunded} />
          </Section>
          <MonthDocuments hostId={hostId} month={month.data} />
          <Lines hostId={hostId} month={month.data} />
        </Stack>
      )}
    </>
  )
}

function Refunded({ cents }: { cents: number }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (cents <= 0) return null
  return <Text mt="sm">{t('payouts.month.refunded', { amount: euros(cents, language) })}</Text>
}

interface Props {
  hostId: string
  month: SettlementMonth
}

/** The state of a month, what follows from it, and what the host may do. */
function Standing({ hostId, month }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { state, payday, reason } = month
  return (
    <Section title={t('booking.next')}>
      <Stack gap="sm">
        <Group>
          <MonthStatus state={state} />
        </Group>
        <Text>{t(`payouts.month.means.${state}`)}</Text>
        {state === 'closed' && payday && (
          <Text>{t('payouts.month.payday', { day: dateWords(payday, language) })}</Text>
        )}
        {state === 'contested' && reason && (
          <Text style={{ overflowWrap: 'anywhere' }}>
            {t('payouts.month.your_reason', { reason })}
          </Text>
        )}
        <Disagreement hostId={hostId} month={month} />
        <Contest hostId={hostId} month={month} />
      </Stack>
    </Section>
  )
}

/** Named, not hidden: what does not agree, and what the host can do about it. */
function Disagreement({ hostId, month }: Props) {
  const { t } = useTranslation()
  const words = useParkedWords()
  const tally = useTallyWords()
  const { difference, reason, state } = month
  const parked = state === 'parked' ? reason : ''
  // The figures below say it already.
  const told = parked === 'sums_differ' && difference !== null
  if (!difference && !parked) return null
  return (
    <Alert role="status" color="yellow" icon={<IconAlertTriangle aria-hidden />}>
      <Stack gap="xs" align="flex-start">
        {parked && !told && (
          <Text size="sm">{t('payouts.month.reason', { reason: words(parked) })}</Text>
        )}
        {difference && (
          <Text size="sm">
            {t('payouts.month.difference', {
              counted: tally(difference.counted),
              found: tally(difference.found),
            })}
          </Text>
        )}
        {parked === 'no_mandate' && (
          <TextLink to="/hote/$hostId/profil" params={{ hostId }} hash="mandate" c="inherit">
            {t('payouts.month.give_mandate')}
          </TextLink>
        )}
      </Stack>
    </Alert>
  )
}

function useTallyWords() {
  const { t } = useTranslation()
  const language = useLanguage()
  return ({ count, ht, ttc }: Tally): string =>
    t('payouts.tally', { count, ht: euros(ht, language), ttc: euros(ttc, language) })
}
