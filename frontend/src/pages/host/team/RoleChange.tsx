import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HostRole, Member } from '@/api/shapes'
import { meQuery } from '@/session/me'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { changeRole, teamQuery } from './queries'

interface Props {
  hostId: string
  member: Member
  name: string
  /** The role that was chosen; null while nothing is asked. */
  role: HostRole | null
  onClose: () => void
}

export function RoleChange({ hostId, member, name, role, onClose }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()

  async function send() {
    if (!role) return
    const team = await queries.ensureQueryData(teamQuery(hostId))
    try {
      const changed = await changeRole(hostId, member.user_id, role, team.version)
      queries.setQueryData(teamQuery(hostId).queryKey, changed)
    } catch (refused) {
      // Somebody may have changed the team meanwhile: the next try begins on what it is now.
      void queries.invalidateQueries({ queryKey: teamQuery(hostId).queryKey })
      throw refused
    }
    if (member.is_me) await queries.invalidateQueries(meQuery)
  }

  return (
    <Confirm
      opened={role !== null}
      onClose={onClose}
      title={member.is_me ? t('team.change.mine') : t('team.change.title', { name })}
      action={t('team.change.action')}
      body={role}
      send={send}
      onDone={() => tell(t('team.change.done'))}
    >
      {role && (
        <>
          <Text>
            {t('team.change.what', {
              was: t(`team.role.${member.role}`),
              role: t(`team.role.${role}`),
            })}
          </Text>
          <Text>{t(`team.may.${role}`)}</Text>
        </>
      )}
      {member.is_me && <Text>{t('team.change.back')}</Text>}
    </Confirm>
  )
}
