import { Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ifMatch, take } from '@/api/client'
import type { PlatformSettingsBody } from '@/api/shapes'
import { CommissionFields, RegimeFields } from '@/pages/billing/DatedSections'
import { MissingNotice } from '@/pages/billing/MissingNotice'
import { NotDoneSection } from '@/pages/billing/NotDoneSection'
import { platformQuery } from '@/pages/billing/queries'
import { SettingsForm } from '@/pages/billing/SettingsForm'
import { toPlatformBody } from '@/pages/billing/settingsForm'
import { Loading } from '@/ui/Loading'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'

const save = (body: PlatformSettingsBody, version: number) =>
  take(api.PUT('/operations/billing-settings', { params: { header: ifMatch(version) }, body }))

/** The platform as a seller and issuer: its own settings, and what it takes from hosts. */
export function BillingPage() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const settings = useQuery({ ...platformQuery, refetchOnWindowFocus: false })
  return (
    <>
      <PageTitle lead={t('billing.platform.lead')}>{t('billing.platform.title')}</PageTitle>
      {settings.isPending && <Loading rows={4} height={180} />}
      <ProblemAlert error={settings.error} onRetry={() => settings.refetch()} />
      {settings.data && (
        <Stack gap="lg">
          <MissingNotice
            missing={settings.data.missing}
            lead={t('billing.still_missing_platform')}
            ready={t('billing.ready_platform')}
          />
          <Section title={t('billing.settings')} lead={t('billing.settings_lead')}>
            <SettingsForm
              saved={settings.data}
              toBody={toPlatformBody}
              send={save}
              reload={() => queries.fetchQuery({ ...platformQuery, staleTime: 0 })}
              onSaved={(saved) => queries.setQueryData(platformQuery.queryKey, saved)}
            >
              {(form) => (
                <>
                  <RegimeFields form={form} />
                  <CommissionFields
                    form={form}
                    legend={t('billing.commission.legend')}
                    hint={t('billing.commission.hint')}
                  />
                </>
              )}
            </SettingsForm>
          </Section>
          <NotDoneSection />
        </Stack>
      )}
    </>
  )
}
