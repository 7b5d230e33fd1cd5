import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { profileQuery } from '@/pages/billing/queries'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { BillingProfileForm } from './BillingProfileForm'

export function BillingProfileSection() {
  const { t } = useTranslation()
  const profile = useQuery({ ...profileQuery, refetchOnWindowFocus: false })
  return (
    <Section id="facturation" title={t('billing.profile.title')} lead={t('billing.profile.lead')}>
      {profile.isPending && <Loading rows={3} />}
      <ProblemAlert error={profile.error} onRetry={() => profile.refetch()} />
      {profile.data && <BillingProfileForm profile={profile.data} />}
    </Section>
  )
}
