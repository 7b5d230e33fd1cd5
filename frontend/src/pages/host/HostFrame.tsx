import { Outlet, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/session/me'
import { remember } from '@/shell/remembered'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'

/** Everything under an organisation: only for those who belong to it. */
export function HostFrame() {
  const { t } = useTranslation()
  const { hostId } = useParams({ from: '/hote/$hostId' })
  const me = useMe()
  const mine = me.data?.hosts.some(({ id }) => id === hostId) ?? false

  useEffect(() => {
    if (mine) remember('host', hostId)
  }, [mine, hostId])

  if (me.isPending) return <Loading />
  if (me.error) return <ProblemAlert error={me.error} onRetry={() => me.refetch()} />
  if (mine) return <Outlet />
  return (
    <>
      <PageTitle lead={t('host.not_yours')}>{t('common.problem.not_found_title')}</PageTitle>
      <ButtonLink to="/hote">{t('common.problem.go_home')}</ButtonLink>
    </>
  )
}
