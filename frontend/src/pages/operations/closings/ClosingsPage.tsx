import { NativeSelect, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import { addMonths, lastMonths, monthOf, monthTitle } from '@/pages/payouts/months'
import { now } from '@/time/now'
import { Loading } from '@/ui/Loading'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { ByHost } from './ByHost'
import { ClosingProgress } from './ClosingProgress'
import { DeadLetterLine } from './DeadLetterLine'
import { HostsInState } from './HostsInState'
import { partsOf } from './progress'
import { closingQuery } from './queries'
import { RunClosing } from './RunClosing'

const route = getRouteApi('/exploitation/clotures')
const A_YEAR = 12

/** The month-end run: how far it is, what waits for somebody, and the button that asks for the rest. */
export function ClosingsPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = route.useNavigate()
  const chosen = route.useSearch().month
  const month = chosen ?? addMonths(monthOf(now()), -1)
  const closing = useQuery(closingQuery(month))
  const months = lastMonths(now(), A_YEAR)
  const shown = months.includes(month) ? months : [...months, month]
  return (
    <>
      <PageTitle lead={t('closings.lead')}>{t('closings.title')}</PageTitle>
      <Stack gap="lg">
        <NativeSelect
          label={t('closings.month')}
          maw="20rem"
          value={month}
          onChange={({ currentTarget }) =>
            navigate({ search: { month: currentTarget.value }, replace: true })
          }
          data={shown.map((value) => ({ value, label: monthTitle(value, language) }))}
        />
        <Section title={t('closings.progress_title')}>
          {closing.isPending && <Loading rows={1} height={80} />}
          <ProblemAlert error={closing.error} onRetry={() => closing.refetch()} />
          {closing.data && (
            <Stack>
              <ClosingProgress closing={closing.data} />
              <DeadLetterLine />
              <RunClosing key={month} closing={closing.data} />
            </Stack>
          )}
        </Section>
        {closing.data &&
          partsOf(closing.data).map(({ state, count }) => (
            <HostsInState key={`${month} ${state}`} month={month} state={state} count={count} />
          ))}
        <ByHost />
      </Stack>
    </>
  )
}
