import {
  IconCalendarCheck,
  IconClipboardCheck,
  IconFileInvoice,
  IconHeartbeat,
  IconHistory,
  IconHome,
  IconId,
  IconMailOff,
  IconMapPin,
  IconReceipt,
  IconSearch,
} from '@tabler/icons-react'
import { useLocation, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
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
  if (!hostId) return null
  const params = { hostId }
  return (
    <>
      <MenuLink
        to="/hote/$hostId"
        params={params}
        activeOptions={{ exact: true }}
        label={t('shell.nav.host_home')}
        leftSection={<IconHome {...icon} />}
        onClick={onGo}
      />
      <MenuLink
        to="/hote/$hostId/espaces"
        params={params}
        label={t('shell.nav.host_spaces')}
        leftSection={<IconMapPin {...icon} />}
        onClick={onGo}
      />
      <MenuLink
        to="/hote/$hostId/reservations"
        params={params}
        label={t('shell.nav.host_bookings')}
        leftSection={<IconCalendarCheck {...icon} />}
        onClick={onGo}
      />
      <MenuLink
        to="/hote/$hostId/documents"
        params={params}
        label={t('shell.nav.host_documents')}
        leftSection={<IconFileInvoice {...icon} />}
        onClick={onGo}
      />
      <MenuLink
        to="/hote/$hostId/profil"
        params={params}
        label={t('shell.nav.host_profile')}
        leftSection={<IconId {...icon} />}
        onClick={onGo}
      />
      <MenuLink
        to="/hote/$hostId/journal"
        params={params}
        label={t('shell.nav.host_journal')}
        leftSection={<IconHistory {...icon} />}
        onClick={onGo}
      />
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
    </>
  )
}
