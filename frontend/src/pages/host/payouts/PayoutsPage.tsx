import { Stack } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageTitle } from '@/ui/PageTitle'
import { HostPaperTabs } from '../documents/HostPaperTabs'
import { AccountSection } from './AccountSection'
import { MonthList } from './MonthList'
import { PayoutList } from './PayoutList'
import { ReconciliationSection } from './ReconciliationSection'

const route = getRouteApi('/hote/$hostId/versements')

/** « Mes versements »: what lies on the account, what each month comes to, what went to the bank. */
export function PayoutsPage() {
  const { t } = useTranslation()
  const { hostId } = route.useParams()
  return (
    <>
      <PageTitle lead={t('payouts.lead')}>{t('payouts.title')}</PageTitle>
      <HostPaperTabs hostId={hostId} />
      <Stack gap="lg" key={hostId}>
        <AccountSection hostId={hostId} />
        <MonthList hostId={hostId} />
        <PayoutList hostId={hostId} />
        <ReconciliationSection hostId={hostId} />
      </Stack>
    </>
  )
}
