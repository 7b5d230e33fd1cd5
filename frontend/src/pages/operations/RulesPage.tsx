import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Loading } from '@/ui/Loading'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import classes from './operations.module.css'
import { rulesQuery } from './queries'
import { RuleEntry } from './RuleEntry'

/** What must always be true, and whether it is. */
export function RulesPage() {
  const { t } = useTranslation()
  const rules = useQuery(rulesQuery)
  return (
    <>
      <PageTitle lead={t('operations.rules_lead')}>{t('operations.rules_title')}</PageTitle>
      {rules.isPending && <Loading rows={6} />}
      <ProblemAlert error={rules.error} onRetry={() => rules.refetch()} />
      {rules.data && (
        <ul className={classes.list}>
          {rules.data.items.map((rule) => (
            <RuleEntry key={rule.name} rule={rule} />
          ))}
        </ul>
      )}
    </>
  )
}
