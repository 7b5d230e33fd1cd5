import { Navigate, Outlet, useMatches, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/session/me'
import { remember } from '@/shell/remembered'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { mayOpen, pageOf, useHostRole } from './rights'

/** Everything under an organisation: only for those who belong to it. */
export function HostFrame() {
  const { t } = useTranslation()
  const { hostId } = useParams({ from: '/hote/$hostId' })
  const me = useMe()
  const role = useHostRole(hostId)
  // Of the page that is shown: the address is ahead of it while the next one loads. Nothing else of the matches is
  // asked for: a new one in each rendering would send an accountant on again before he has arrived.
  const page = useMatches({ select: (matches) => pageOf(matches.at(-1)?.pathname ?? '') })
  const mine = role !== undefined

  useEffect(() => {
    if (mine) remember('host', hostId)
  }, [mine, hostId])

  if (me.isPending) return <Loading />
  if (me.error) return <ProblemAlert error={me.error} onRetry={() => me.refetch()} />
  if (role && mayOpen(role, page)) return <Outlet />
  // An accountant's home is what he may read.
  if (role && page === '')
    return <Navigate to="/hote/$hostId/documents" params={{ hostId }} replace />
  if (role) return <RoleTooLow hostId={hostId} />
  return (
    <>
      <PageTitle lead={t('host.not_yours')}>{t('common.problem.not_found_title')}</PageTitle>
      <ButtonLink to="/hote">{t('common.problem.go_home')}</ButtonLink>
    </>
  )
}

function RoleTooLow({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  return (
    <>
      <PageTitle lead={t('team.no_right')}>{t('team.no_right_title')}</PageTitle>
      <ButtonLink to="/hote/$hostId/equipe" params={{ hostId }}>
        {t('team.go_team')}
      </ButtonLink>
    </>
  )
}
