import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import { Problem } from '@/api/problem'
import type { Invited } from '@/api/shapes'
import { signOut } from '@/session/doors'
import { meQuery } from '@/session/me'
import { useSession } from '@/session/useSession'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { tell } from '@/ui/tell'

const route = getRouteApi('/invitations/$token')

/** Where the mail of an invitation leads, signed in or not. */
export function InvitationPage() {
  const { t } = useTranslation()
  const { token } = route.useParams()
  const { phase, user } = useSession()
  const invitation = useQuery({
    // Whether the address fits is another answer for somebody else.
    queryKey: ['invitation', token, user?.id],
    queryFn: () => take(api.GET('/invitations/{token}', { params: { path: { token } } })),
    enabled: phase !== 'restoring',
  })
  if (invitation.data) return <Letter token={token} invited={invitation.data} />
  const unknown = invitation.error instanceof Problem && invitation.error.status === 404
  return (
    <Paper maw={560} mx="auto">
      <PageTitle lead={unknown ? t('team.landing.unknown') : undefined}>
        {t('team.landing.title')}
      </PageTitle>
      {invitation.isPending && <Loading rows={2} />}
      {!unknown && <ProblemAlert error={invitation.error} onRetry={() => invitation.refetch()} />}
      {unknown && <ButtonLink to="/">{t('common.problem.go_home')}</ButtonLink>}
    </Paper>
  )
}

function Letter({ token, invited }: { token: string; invited: Invited }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const { host_name: host, sent_by: name, role } = invited
  return (
    <Paper maw={560} mx="auto">
      <PageTitle>
        {name
          ? t('team.landing.invites', { name, host })
          : t('team.landing.invites_plain', { host })}
      </PageTitle>
      <Stack>
        {invited.state === 'open' && (
          <>
            <Stack gap={4}>
              <Text fw={600}>{t('team.landing.role', { role: t(`team.role.${role}`) })}</Text>
              <Text>{t(`team.may.${role}`)}</Text>
            </Stack>
            <Text c="dimmed" size="sm">
              {t('team.landing.until', { moment: moment(invited.expires_at, readersZone()) })}
            </Text>
            <Answer token={token} invited={invited} />
          </>
        )}
        {invited.state === 'over' && <Text>{t('team.landing.over')}</Text>}
        {invited.state === 'accepted' && (
          <>
            <Text>{t('team.landing.accepted')}</Text>
            {invited.fits && (
              <Group>
                <ButtonLink to="/hote">{t('team.landing.open')}</ButtonLink>
              </Group>
            )}
          </>
        )}
      </Stack>
    </Paper>
  )
}

function Answer({ token, invited }: { token: string; invited: Invited }) {
  const { t } = useTranslation()
  const { user } = useSession()
  if (!user) return <Doors token={token} email={invited.email} />
  if (invited.fits === false) {
    return (
      <Elsewhere>
        {t('team.landing.elsewhere', { email: invited.email, mine: user.email })}
      </Elsewhere>
    )
  }
  return <Accept token={token} />
}

/** Both lead back here. */
function Doors({ token, email }: { token: string; email: string }) {
  const { t } = useTranslation()
  const search = { next: `/invitations/${token}` }
  return (
    <>
      <Text>{t('team.landing.doors', { email })}</Text>
      <Group>
        <ButtonLink to="/connexion" search={search}>
          {t('shell.person.sign_in')}
        </ButtonLink>
        <ButtonLink to="/inscription" search={search} variant="default">
          {t('shell.person.sign_up')}
        </ButtonLink>
      </Group>
    </>
  )
}

function Elsewhere({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => queries.removeQueries({ queryKey: meQuery.queryKey }),
  })
  return (
    <>
      <Alert color="red" icon={<IconAlertTriangle aria-hidden />}>
        {children}
      </Alert>
      <Group>
        <Button loading={leaving.isPending} onClick={() => leaving.mutate()}>
          {t('shell.person.sign_out')}
        </Button>
      </Group>
    </>
  )
}

function Accept({ token }: { token: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const joining = useMutation({
    mutationFn: () => {
      const params = { path: { token }, header: keyed(crypto.randomUUID()) }
      return take(api.POST('/invitations/{token}/acceptance', { params }))
    },
    onSuccess: async ({ host }) => {
      // The list of one’s organisations may be a moment behind: it is told here.
      const me = await queries.ensureQueryData(meQuery)
      const others = me.hosts.filter(({ id }) => id !== host.id)
      queries.setQueryData(meQuery.queryKey, { ...me, hosts: [...others, host] })
      tell(t('team.landing.done', { host: host.name }))
      await navigate({ to: '/hote/$hostId', params: { hostId: host.id } })
    },
  })
  return (
    <>
      <ProblemAlert error={joining.error} />
      <Group>
        <Button loading={joining.isPending} onClick={() => joining.mutate()}>
          {t('team.landing.accept')}
        </Button>
      </Group>
    </>
  )
}
