import { useQuery } from '@tanstack/react-query'
import { useLanguage } from '@/i18n/useLanguage'
import { termsQuery } from '@/pages/billing/queries'
import { TextOf } from '@/pages/billing/TextOf'
import { Loading } from '@/ui/Loading'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'

/** The terms of sale in force, for everybody. */
export function TermsPage() {
  const terms = useQuery(termsQuery(useLanguage()))
  return (
    <>
      <PageTitle>{terms.data?.terms.title ?? '…'}</PageTitle>
      {terms.isPending && <Loading rows={4} height={120} />}
      <ProblemAlert error={terms.error} onRetry={() => terms.refetch()} />
      {terms.data && <TextOf text={terms.data.terms} order={2} />}
    </>
  )
}
