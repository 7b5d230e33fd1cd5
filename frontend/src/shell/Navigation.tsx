import {
  IconBuildingBank,
  IconCalendarCheck,
  IconCalendarDollar,
  IconClipboardCheck,
  IconCoins,
  IconFileImport,
  IconFileInvoice,
  IconHeartbeat,
  IconHistory,
  IconHome,
  IconId,
  IconMailOff,
  IconMapPin,
  IconReceipt,
  IconSearch,
  IconUsers,
} from '@tabler/icons-react'
import { useLocation, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mayOpen, useHostRole } from '@/pages/host/rights'
import { useSession } from '@/session/useSession'
import { MenuLink } from '@/ui/links'
import { modeOf } from './mode'

const icon = { size: 20, stroke: 1.6, 'aria-hidden': true } as const

/** The pages of the current mode. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const { pathname } = useLocation()
  const mode = modeOf(pathname)
  if (mode === 'host') return <HostLinks onGo={onGo} />
  if (mode === 'moderation') return <ModerationLinks onGo={onGo} />
  if (mode === 'operations') return <OperationsLinks onGo={onGo} />
  return <CoworkerLinks onGo={onGo} />
}

interface Links {
  onGo?: (() => void) | undefined
}

function CoworkerLinks({ onGo }: Links) {
  const { t } = useTranslation()
  const { phase } = useSession()
  return (
    <>
      <MenuLink
        to="/"
        activeOptions={{ exact: true, includeSearch: false }}
        label={t('shell.nav.search')}
        leftSection={<IconSearch {...icon} />}
        onClick={onGo}
      />
      {phase !== 'anonymous' && (
        <MenuLink
          to="/reservations"
          label={t('shell.nav.my_bookings')}
          leftSection={<IconCalendarCheck {...icon} />}
          onClick={onGo}
        />
      )}
      {phase !== 'anonymous' && (
        <MenuLink
          to="/mes-documents"
          label={t('shell.nav.my_documents')}
          leftSection={<IconFileInvoice {...icon} />}
          onClick={onGo}
        />
      )}
    </>
  )
}

function HostLinks({ onGo }: Links) {
  const { t } = useTranslation()
  const { hostId } = useParams({ strict: false })
  const role = useHostRole(hostId)
  if (!hostId || !role) return null
  const params = { hostId }
  return (
    <>
      {mayOpen(role, '') && (
        <MenuLink
          to="/hote/$hostId"
          params={params}
          activeOptions={{ exact: true }}
          label={t('shell.nav.host_home')}
          leftSection={<IconHome {...icon} />}
          onClick={onGo}
        />
      )}
      {mayOpen(role, 'espaces') && (
        <MenuLink
          to="/hote/$hostId/espaces"
          params={params}
          label={t('shell.nav.host_spaces')}
          leftSection={<IconMapPin {...icon} />}
          onClick={onGo}
        />
      )}
      {mayOpen(role, 'reservations') && (
        <MenuLink
          to="/hote/$hostId/reservations"
          params={params}
          label={t('shell.nav.host_bookings')}
          leftSection={<IconCalendarCheck {...icon} />}
          onClick={onGo}
        />
      )}
      {mayOpen(role, 'documents') && (
        <MenuLink
          to="/hote/$hostId/documents"
          params={params}
          label={t('shell.nav.host_documents')}
          leftSection={<IconFileInvoice {...icon} />}
          onClick={onGo}
        />
      )}
      {mayOpen(role, 'versements') && (
        <MenuLink
          to="/hote/$hostId/versements"
          params={params}
          label={t('shell.nav.host_payouts')}
          leftSection={<IconCoins {...icon} />}
          onClick={onGo}
        />
      )}
      {mayOpen(role, 'profil') && (
        <MenuLink
          to="/hote/$hostId/profil"
          params={params}
          label={t('shell.nav.host_profile')}
          leftSection={<IconId {...icon} />}
          onClick={onGo}
        />
      )}
      <MenuLink
        to="/hote/$hostId/equipe"
        params={params}
        label={t('shell.nav.host_team')}
        leftSection={<IconUsers {...icon} />}
        onClick={onGo}
      />
      {mayOpen(role, 'journal') && (
        <MenuLink
          to="/hote/$hostId/journal"
          params={params}
          label={t('shell.nav.host_journal')}
          leftSection={<IconHistory {...icon} />}
          onClick={onGo}
        />
      )}
    </>
  )
}

function ModerationLinks({ onGo }: Links) {
  const { t } = useTranslation()
  return (
    <MenuLink
      to="/moderation"
      label={t('shell.nav.moderation_queue')}
      leftSection={<IconClipboardCheck {...icon} />}
      onClick={onGo}
    />
  )
}

function OperationsLinks({ onGo }: Links) {
  const { t } = useTranslation()
  return (
    <>
      <MenuLink
        to="/exploitation"
        activeOptions={{ exact: true }}
        label={t('shell.nav.operations_rules')}
        leftSection={<IconHeartbeat {...icon} />}
        onClick={onGo}
      />
      <MenuLink
        to="/exploitation/messages"
        label={t('shell.nav.operations_messages')}
        leftSection={<IconMailOff {...icon} />}
        onClick={onGo}
      />
      <MenuLink
        to="/exploitation/facturation"
        label={t('shell.nav.operations_billing')}
        leftSection={<IconReceipt {...icon} />}
        onClick={onGo}
      />
      <MenuLink
        to="/exploitation/documents"
        label={t('shell.nav.operations_documents')}
        leftSection={<IconFileInvoice {...icon} />}
        onClick={onGo}
      />
      <MenuLink
        to="/exploitation/clotures"
        label={t('shell.nav.operations_closings')}
        leftSection={<IconCalendarDollar {...icon} />}
        onClick={onGo}
      />
      <MenuLink
        to="/exploitation/imports"
        label={t('shell.nav.operations_imports')}
        leftSection={<IconFileImport {...icon} />}
        onClick={onGo}
      />
      <MenuLink
        to="/exploitation/solde"
        label={t('shell.nav.operations_balance')}
        leftSection={<IconBuildingBank {...icon} />}
        onClick={onGo}
      />
    </>
  )
}
