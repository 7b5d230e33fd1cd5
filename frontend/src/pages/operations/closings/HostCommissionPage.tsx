import { Button, Code, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HostCommissions } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { percent } from '@/money/money'
import { CommissionFields } from '@/pages/billing/DatedSections'
import { type Dated, isMissing } from '@/pages/billing/dated'
import { ratesOf, toRates } from '@/pages/billing/settingsForm'
import { LeaveGuard } from '@/pages/host/editor/LeaveGuard'
import { Loading } from '@/ui/Loading'
import { BackLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { tell } from '@/ui/tell'
import { useSubmit } from '@/ui/useSubmit'
import { commissionQuery, saveCommissions } from './queries'

const route = getRouteApi('/exploitation/hotes/$hostId/commission')

/** What the platform takes from one host, where they agreed on a rate of its own. */
export function HostCommissionPage() {
  const { t } = useTranslation()
  const { hostId } = route.useParams()
  // What is being typed is not replaced meanwhile: the version tells on saving.
  const saved = useQuery({ ...commissionQuery(hostId), refetchOnWindowFocus: false })
  return (
    <>
      <BackLink to="/exploitation/clotures">{t('closings.own.back')}</BackLink>
      <PageTitle lead={t('closings.own.lead')}>{t('closings.own.title')}</PageTitle>
      <Stack gap="lg">
        <Code style={{ alignSelf: 'flex-start', overflowWrap: 'anywhere' }}>{hostId}</Code>
        {saved.isPending && <Loading rows={1} height={180} />}
        <ProblemAlert error={saved.error} onRetry={() => saved.refetch()} />
        {saved.data && <Rates key={hostId} hostId={hostId} saved={saved.data} />}
      </Stack>
    </>
  )
}

interface Values extends Record<string, unknown> {
  commissions: Dated[]
}

const toForm = ({ commissions }: HostCommissions): Values => ({ commissions: ratesOf(commissions) })

function Rates({ hostId, saved }: { hostId: string; saved: HostCommissions }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const { queryKey } = commissionQuery(hostId)
  const [shown, setShown] = useState(saved)
  const form = useForm<Values>({
    initialValues: toForm(saved),
    validate: ({ commissions }) =>
      Object.fromEntries(
        commissions.flatMap((row, index) =>
          isMissing(row, commissions)
            ? [[`commissions.${index}.value`, t('billing.dated.choose')]]
            : [],
        ),
      ),
  })

  function show(commissions: HostCommissions) {
    const values = toForm(commissions)
    form.setInitialValues(values)
    form.setValues(values)
    form.resetDirty(values)
    form.clearErrors()
    setShown(commissions)
    queries.setQueryData(queryKey, commissions)
  }

  const submit = useSubmit({
    form,
    send: ({ commissions }) => saveCommissions(hostId, toRates(commissions), shown.version),
    onDone: (commissions) => {
      show(commissions)
      tell(t('closings.own.saved'))
    },
  })

  async function takeTheirs() {
    show(await queries.fetchQuery({ ...commissionQuery(hostId), staleTime: 0 }))
    submit.clear()
  }

  return (
    <Section title={t('closings.own.section')}>
      <form onSubmit={submit.handle} noValidate>
        <Stack>
          <div>
            <Text>{t('closings.own.today', { rate: percent(shown.commission, language) })}</Text>
            {shown.commissions.length === 0 && <Text c="dimmed">{t('closings.own.platform')}</Text>}
          </div>
          <CommissionFields
            form={form}
            legend={t('closings.own.by_id')}
            hint={t('closings.own.hint')}
          />
          <ProblemAlert error={submit.problem} errors={submit.errors} onReload={takeTheirs} />
          <Button type="submit" loading={submit.busy} style={{ alignSelf: 'flex-start' }}>
            {t('closings.own.save')}
          </Button>
        </Stack>
      </form>
      <LeaveGuard dirty={() => form.isDirty()} />
    </Section>
  )
}
