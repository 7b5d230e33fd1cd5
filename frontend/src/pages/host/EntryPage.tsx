import { IconBuildingStore } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isNew, takeClaims } from '@/session/claims'
import { meQuery } from '@/session/me'
import { recall } from '@/shell/remembered'
import { Empty } from '@/ui/Empty'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'

const SOON = 1_000

/** Opens the organisation chosen last, or one that was imported for this person, or invites to create the first. */
export function EntryPage() {
  const { t } = useTranslation()
  const claims = useQuery({ queryKey: ['claims'], queryFn: takeClaims, staleTime: SOON })
  const taken = claims.data?.find(isNew)?.host_id
  // What was taken a moment ago may not be on the list yet.
  const me = useQuery({
    ...meQuery,
    staleTime: SOON,
    refetchInterval: ({ state }) =>
      taken && !state.data?.hosts.some(({ id }) => id === taken) ? SOON : false,
  })
  const hosts = me.data?.hosts ?? []
  const named = (wanted: string | null | undefined) => hosts.find(({ id }) => id === wanted)
  const last = named(recall('host'))
  if (claims.isPending || (taken && !last && !named(taken))) return <Loading />
  const chosen = last ?? named(taken) ?? hosts[0]
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
