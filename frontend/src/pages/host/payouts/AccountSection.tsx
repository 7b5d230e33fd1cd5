import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HostAccount } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { sellersToday } from '@/pages/documents/period'
import { dateWords } from '@/time/format'
import { now } from '@/time/now'
import { Loading } from '@/ui/Loading'
import { TextLink } from '@/ui/links'
import { Notice } from '@/ui/Notice'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { leads, useHostRole } from '../rights'
import { failureOf } from './failure'
import { accountQuery, retryPayouts } from './queries'

/** What lies on the host’s account, when it leaves, and what keeps it there. */
export function AccountSection({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const account = useQuery(accountQuery(hostId))
  return (
    <Section title={t('payouts.account.title')}>
      {account.isPending && <Loading rows={1} height={48} />}
      <ProblemAlert error={account.error} onRetry={() => account.refetch()} />
      {account.data && (
        <Stack>
          <Holds account={account.data} />
          <BankDetails hostId={hostId} failure={account.data.failure} />
        </Stack>
      )}
    </Section>
  )
}

function Holds({ account }: { account: HostAccount }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { on_account, next_on, debt } = account
  const amount = euros(on_account, language)
  const later = next_on && next_on > sellersToday(now()) ? next_on : null
  return (
    <>
      <Text size="lg">
        {on_account === 0 && t('payouts.account.empty')}
        {on_account !== 0 &&
          (later
            ? t('payouts.account.holds_next', { amount, day: dateWords(later, language) })
            : t('payouts.account.holds', { amount }))}
      </Text>
      {debt > 0 && <Text>{t('payouts.account.debt', { amount: euros(debt, language) })}</Text>}
    </>
  )
}

/** The payout that came back, until the next one leaves; the host’s word makes it leave sooner. */
function BankDetails({ hostId, failure }: { hostId: string; failure: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const role = useHostRole(hostId)
  const retrying = useMutation({
    mutationFn: () => retryPayouts(hostId),
    onSuccess: (account) => queries.setQueryData(accountQuery(hostId).queryKey, account),
  })
  if (retrying.isSuccess) return <Notice>{t('payouts.account.retried')}</Notice>
  if (!failure) return null
  return (
    <>
      <Alert
        role="alert"
        color="red"
        icon={<IconAlertTriangle aria-hidden />}
        title={t('payouts.account.failed_title')}
      >
        <Stack align="flex-start">
          <Text size="sm" fw={600}>
            {t(`payouts.failure.${failureOf(failure)}`, { code: failure })}
          </Text>
          <Text size="sm">{t('payouts.account.failed')}</Text>
          <TextLink to="/hote/$hostId/profil" params={{ hostId }} hash="collection" c="inherit">
            {t('payouts.account.to_bank_details')}
          </TextLink>
          {leads(role) && (
            <Button loading={retrying.isPending} onClick={() => retrying.mutate()}>
              {t('payouts.account.retry')}
            </Button>
          )}
        </Stack>
      </Alert>
      <ProblemAlert error={retrying.error} />
    </>
  )
}
