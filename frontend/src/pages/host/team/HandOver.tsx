import { Checkbox, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '@/api/shapes'
import { meQuery } from '@/session/me'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { handOver, teamQuery } from './queries'

interface Props {
  hostId: string
  host: string
  member: Member
  name: string
  opened: boolean
  onClose: () => void
}

/** Another member becomes the main owner. */
export function HandOver({ hostId, host, member, name, opened, onClose }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [stepDown, setStepDown] = useState(false)

  async function send(key: string) {
    const changed = await handOver(hostId, member.user_id, stepDown, key)
    queries.setQueryData(teamQuery(hostId).queryKey, changed)
    await queries.invalidateQueries(meQuery)
  }

  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t('team.hand_over.title', { host, name })}
      action={t('team.hand_over.action')}
      body={stepDown}
      send={send}
      onDone={() => tell(t('team.hand_over.done', { name }))}
    >
      <Text>{t('team.hand_over.text', { name })}</Text>
      <Checkbox
        checked={stepDown}
        onChange={({ currentTarget }) => setStepDown(currentTarget.checked)}
        label={t('team.hand_over.step_down')}
        description={t('team.hand_over.step_down_hint', { name })}
      />
    </Confirm>
  )
}
