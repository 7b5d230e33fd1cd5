import { IconBuildingStore } from '@tabler/icons-react'
import { Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/session/me'
import { recall } from '@/shell/remembered'
import { Empty } from '@/ui/Empty'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'

/** Opens the organisation chosen last, or invites to create the first. */
export function EntryPage() {
  const { t } = useTranslation()
  const me = useMe()
  const last = recall('host')
  const chosen = me.data?.hosts.find(({ id }) => id === last) ?? me.data?.hosts[0]
  if (chosen) return <Navigate to="/hote/$hostId" params={{ hostId: chosen.id }} replace />
  if (me.isPending) return <Loading />
  return (
    <>
      <PageTitle lead={t('host.entry.lead')}>{t('host.entry.title')}</PageTitle>
      <ProblemAlert error={me.error} onRetry={() => me.refetch()} />
      {me.data && (
        <Empty
          icon={<IconBuildingStore size={28} />}
          action={<ButtonLink to="/hote/nouvelle">{t('host.entry.create')}</ButtonLink>}
        >
          {t('host.entry.empty')}
        </Empty>
      )}
    </>
  )
}
