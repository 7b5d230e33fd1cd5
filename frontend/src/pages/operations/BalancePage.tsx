import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Amount } from '@/money/Amount'
import { Loading } from '@/ui/Loading'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import classes from '../documents/Sums.module.css'
import { OwnPayout } from './OwnPayout'
import { balanceQuery } from './queries'

const PARTS = ['available', 'pending', 'owed', 'free'] as const

/** The platform’s own money at Stripe: what is there, what is owed, what may leave. */
export function BalancePage() {
  const { t } = useTranslation()
  const balance = useQuery(balanceQuery)
  return (
    <>
      <PageTitle lead={t('balance.lead')}>{t('balance.title')}</PageTitle>
      {balance.isPending && <Loading rows={2} height={140} />}
      <ProblemAlert error={balance.error} onRetry={() => balance.refetch()} />
      {balance.data && (
        <Stack gap="lg">
          <Section title={t('balance.now')}>
            <dl className={classes.sums}>
              {PARTS.map((part) => (
                <div key={part}>
                  <dt>{t(`balance.${part}`)}</dt>
                  <dd>
                    <Amount cents={balance.data[part]} strong={part === 'free'} />
                  </dd>
                </div>
              ))}
            </dl>
          </Section>
          <Section title={t('balance.pay_out')} lead={t('balance.pay_out_lead')}>
            <OwnPayout free={balance.data.free} />
          </Section>
        </Stack>
      )}
    </>
  )
}
