import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Member } from '@/api/shapes'
import { meQuery } from '@/session/me'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { removeMember, teamQuery } from './queries'

interface Props {
  hostId: string
  host: string
  member: Member
  name: string
  opened: boolean
  onClose: () => void
}

/** Somebody else out of the team, by name; or oneself. */
export function RemoveMember({ hostId, host, member, name, opened, onClose }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const mine = member.is_me

  async function finish() {
    if (!mine) {
      tell(t('team.remove.done', { name }))
      await queries.invalidateQueries({ queryKey: teamQuery(hostId).queryKey })
      return
    }
    tell(t('team.leave.done', { host }))
    queries.setQueryData(
      meQuery.queryKey,
      (me) => me && { ...me, hosts: me.hosts.filter(({ id }) => id !== hostId) },
    )
    await navigate({ to: '/hote' })
    queries.removeQueries({ queryKey: ['host', hostId] })
  }

  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={mine ? t('team.leave.title', { host }) : t('team.remove.title', { name })}
      action={t(mine ? 'team.leave.action' : 'team.remove.action')}
      danger
      send={() => removeMember(hostId, member.user_id)}
      onDone={finish}
    >
      <Text>{mine ? t('team.leave.text', { host }) : t('team.remove.text', { name, host })}</Text>
    </Confirm>
  )
}
