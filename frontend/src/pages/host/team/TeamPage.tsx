import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/session/me'
import { Loading } from '@/ui/Loading'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { Invitations } from './Invitations'
import { InviteForm } from './InviteForm'
import { MemberRow } from './MemberRow'
import { teamQuery } from './queries'
import classes from './team.module.css'

const route = getRouteApi('/hote/$hostId/equipe')

export function TeamPage() {
  const { t } = useTranslation()
  const { hostId } = route.useParams()
  const team = useQuery(teamQuery(hostId))
  const { data: me } = useMe()
  const host = me?.hosts.find(({ id }) => id === hostId)?.name ?? ''
  return (
    <>
      <PageTitle lead={t('team.lead')}>{t('team.title')}</PageTitle>
      {team.isPending && <Loading rows={3} height={88} />}
      <ProblemAlert error={team.error} onRetry={() => team.refetch()} />
      {team.data && (
        <Stack gap="lg">
          <Section title={t('team.members')}>
            <ul className={classes.list}>
              {team.data.members.map((member) => (
                <MemberRow key={member.user_id} hostId={hostId} host={host} member={member} />
              ))}
            </ul>
          </Section>
          {team.data.invitable.length > 0 && (
            <>
              <InviteForm hostId={hostId} roles={team.data.invitable} />
              <Invitations hostId={hostId} invitations={team.data.invitations} />
            </>
          )}
        </Stack>
      )}
    </>
  )
}
