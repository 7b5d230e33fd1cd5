import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import type { Compared } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { Amount } from '@/money/Amount'
import { euros } from '@/money/money'
import { Notice } from '@/ui/Notice'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import classes from './payouts.module.css'
import { reconciliationQuery } from './queries'

/** Our movements of the host’s account beside Stripe’s, when he asks. */
export function ReconciliationSection({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const compared = useQuery(reconciliationQuery(hostId))
  const { data, error } = compared
  const unopened = error !== null && asProblem(error).status === 404
  return (
    <Section title={t('payouts.reconciliation.title')} lead={t('payouts.reconciliation.lead')}>
      <Stack align="stretch">
        <Button
          variant="default"
          leftSection={<IconScale size={18} aria-hidden />}
          loading={compared.isFetching}
          onClick={() => compared.refetch()}
          className={classes.start}
        >
          {t(data ? 'payouts.reconciliation.again' : 'payouts.reconciliation.compare')}
        </Button>
        {unopened ? (
          <Text role="status">{t('payouts.reconciliation.no_account')}</Text>
        ) : (
          <ProblemAlert error={error} />
        )}
        {data && (
          <>
            <Outcome items={data.items} agrees={data.agrees} />
            <ComparedTable items={data.items} />
          </>
        )}
      </Stack>
    </Section>
  )
}

interface OutcomeProps {
  items: readonly Compared[]
  agrees: boolean
}

function Outcome({ items, agrees }: OutcomeProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (agrees) return <Notice>{t('payouts.reconciliation.agrees')}</Notice>
  const list = items
    .filter(({ difference }) => difference !== 0)
    .map(({ kind, difference }) =>
      t('payouts.reconciliation.of', {
        kind: t(`payouts.reconciliation.kind.${kind}`),
        amount: euros(difference, language),
      }),
    )
    .join(' ; ')
  return (
    <Alert role="status" color="yellow" icon={<IconAlertTriangle aria-hidden />}>
      {t('payouts.reconciliation.differs', { list })}
    </Alert>
  )
}

function ComparedTable({ items }: { items: readonly Compared[] }) {
  const { t } = useTranslation()
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('payouts.reconciliation.kind_title')}</th>
          <th scope="col" className={classes.figure}>
            {t('payouts.reconciliation.ours')}
          </th>
          <th scope="col" className={classes.figure}>
            {t('payouts.reconciliation.theirs')}
          </th>
          <th scope="col" className={classes.figure}>
            {t('payouts.reconciliation.difference')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ kind, ours, theirs, difference }) => (
          <tr key={kind}>
            <th scope="row">{t(`payouts.reconciliation.kind.${kind}`)}</th>
            <td data-label={t('payouts.reconciliation.ours')} className={classes.figure}>
              <Amount cents={ours} />
            </td>
            <td data-label={t('payouts.reconciliation.theirs')} className={classes.figure}>
              <Amount cents={theirs} />
            </td>
            <td data-label={t('payouts.reconciliation.difference')} className={classes.figure}>
              <Amount cents={difference} strong={difference !== 0} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
