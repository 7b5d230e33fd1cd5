import { Group, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, ifMatch, take } from '@/api/client'
import type { BillingSettings, BillingSettingsBody, MandatePage } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { percent } from '@/money/money'
import classes from '@/pages/billing/billing.module.css'
import { ModeFields, RegimeFields } from '@/pages/billing/DatedSections'
import { useAskedField } from '@/pages/billing/fields'
import { LogoSection } from '@/pages/billing/LogoSection'
import { MandateSection } from '@/pages/billing/MandateSection'
import { MissingNotice } from '@/pages/billing/MissingNotice'
import { NotDoneSection } from '@/pages/billing/NotDoneSection'
import { mandateKey, mandateQuery, settingsQuery } from '@/pages/billing/queries'
import { SettingsForm } from '@/pages/billing/SettingsForm'
import { toHostBody } from '@/pages/billing/settingsForm'
import { CollectionSection } from '@/pages/collecting/CollectionSection'
import { collectionKey } from '@/pages/collecting/queries'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Locked, LockedNotice } from '@/ui/ReadOnly'
import { Section } from '@/ui/Section'
import { spacesKey } from '../queries'
import { leads, mayOpen, useHostRole } from '../rights'

const route = getRouteApi('/hote/$hostId/profil')

export function ProfilePage() {
  const { t } = useTranslation()
  const { hostId } = route.useParams()
  const role = useHostRole(hostId)
  // What is being typed is not replaced behind the host's back: the version tells on saving.
  const settings = useQuery({ ...settingsQuery(hostId), refetchOnWindowFocus: false })
  useAskedField(settings.isSuccess)
  return (
    <>
      <PageTitle lead={t('billing.lead')}>{t('billing.title')}</PageTitle>
      {settings.isPending && <Loading rows={4} height={180} />}
      <ProblemAlert error={settings.error} onRetry={() => settings.refetch()} />
      {settings.data && (
        <>
          {leads(role) && <TeamSection hostId={hostId} />}
          {role && mayOpen(role, 'reservations') && <FeedsSection hostId={hostId} />}
          <Profile
            key={hostId}
            hostId={hostId}
            settings={settings.data}
            decides={role === 'owner'}
          />
        </>
      )}
    </>
  )
}

function TeamSection({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" mb="lg" className={classes.change}>
      <Text>{t('team.profile.lead')}</Text>
      <ButtonLink to="/hote/$hostId/equipe" params={{ hostId }} variant="default">
        {t('team.title')}
      </ButtonLink>
    </Group>
  )
}

function FeedsSection({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" mb="lg" className={classes.change}>
      <Text>{t('feeds.host.go')}</Text>
      <ButtonLink to="/hote/$hostId/reservations/agendas" params={{ hostId }} variant="default">
        {t('feeds.host.tab')}
      </ButtonLink>
    </Group>
  )
}

interface ProfileProps {
  hostId: string
  settings: BillingSettings
  /** Whether the reader may change what is here: owners only. */
  decides: boolean
}

function Profile({ hostId, settings, decides }: ProfileProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { save, reload, showSettings, showMandate, forget } = useSaving(hostId)
  return (
    <div className={classes.layout}>
      <SectionLinks />
      <Stack gap="lg">
        {!decides && <LockedNotice>{t('team.profile.read_only')}</LockedNotice>}
        <MissingNotice
          missing={settings.missing}
          lead={t('billing.still_missing')}
          ready={t('billing.ready')}
        />
        <Locked locked={!decides}>
          <Section id="settings" title={t('billing.settings')} lead={t('billing.settings_lead')}>
            <SettingsForm
              saved={settings}
              toBody={toHostBody}
              send={save}
              reload={reload}
              onSaved={showSettings}
            >
              {(form) => (
                <>
                  <RegimeFields form={form} />
                  <ModeFields form={form} />
                  <Text size="sm">
                    {t('billing.commission.yours', {
                      rate: percent(settings.commission, language),
                    })}
                  </Text>
                </>
              )}
            </SettingsForm>
          </Section>
        </Locked>
        <Locked locked={!decides}>
          <LogoSection hostId={hostId} settings={settings} onSaved={showSettings} />
        </Locked>
        <MandateSection
          hostId={hostId}
          settings={settings}
          decides={decides}
          onChanged={showMandate}
        />
        <Locked locked={!decides}>
          <CollectionSection hostId={hostId} onChanged={forget} />
        </Locked>
        <NotDoneSection />
      </Stack>
    </div>
  )
}

function useSaving(hostId: string) {
  const queries = useQueryClient()
  const language = useLanguage()
  const { queryKey } = settingsQuery(hostId)

  /** What the host lacks stands on his spaces too. */
  const forgetSpaces = () => {
    void queries.invalidateQueries({ queryKey: spacesKey(hostId) })
    void queries.invalidateQueries({ queryKey: ['host', hostId, 'space'] })
  }

  return {
    save: (body: BillingSettingsBody, version: number) => {
      const params = { path: { host_id: hostId }, header: ifMatch(version) }
      return take(api.PUT('/hosts/{host_id}/billing-settings', { params, body }))
    },
    reload: () => queries.fetchQuery({ ...settingsQuery(hostId), staleTime: 0 }),
    showSettings: (settings: BillingSettings) => {
      queries.setQueryData(queryKey, settings)
      void queries.invalidateQueries({ queryKey: mandateKey(hostId) })
      void queries.invalidateQueries({ queryKey: collectionKey(hostId) })
      forgetSpaces()
    },
    showMandate: async (page: MandatePage) => {
      queries.setQueryData(mandateQuery(hostId, language).queryKey, page)
      forgetSpaces()
      await queries.invalidateQueries({ queryKey })
    },
    forget: () => {
      forgetSpaces()
      void queries.invalidateQueries({ queryKey })
    },
  }
}

function SectionLinks() {
  const { t } = useTranslation()
  const sections = [
    ['settings', t('billing.settings')],
    ['logo', t('billing.logo.title')],
    ['mandate', t('billing.mandate.title')],
    ['collection', t('collecting.title')],
    ['not-done', t('billing.not_done.title')],
  ]
  return (
    <nav aria-label={t('billing.sections')} className={classes.sections}>
      {sections.map(([id, words]) => (
        <a key={id} href={`#${id}`}>
          {words}
        </a>
      ))}
    </nav>
  )
}
