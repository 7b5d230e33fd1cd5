import { Checkbox, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { Block, PlannedRoom, Planning } from '@/api/shapes'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { usePlanningWords } from './usePlanningWords'

interface Props {
  hostId: string
  spaceId: string
  planning: Planning
  block: Block
  room: PlannedRoom
  onClose: () => void
  onCancelled: () => void
}

/** A block, and how to put its time up for sale again: itself, or all that was blocked with it. */
export function BlockPanel({
  hostId,
  spaceId,
  planning,
  block,
  room,
  onClose,
  onCancelled,
}: Props) {
  const { t } = useTranslation()
  const words = usePlanningWords(planning.timezone)
  const [all, setAll] = useState(false)
  const batch = planning.rooms
    .flatMap(({ blocks }) => blocks)
    .filter((one) => one.batch_id === block.batch_id)
  const blocks = (all ? batch : [block]).map(({ id, room_id, start }) => ({ id, room_id, start }))

  async function cancel() {
    const path = { host_id: hostId, space_id: spaceId }
    await take(
      api.POST('/hosts/{host_id}/spaces/{space_id}/blocks/cancellation', {
        params: { path },
        body: { blocks },
      }),
    )
  }

  return (
    <Confirm
      opened
      onClose={onClose}
      title={block.reason || t('planning.blocked')}
      action={t('planning.unblock.action')}
      body={blocks}
      send={cancel}
      onDone={() => {
        tell(t('planning.unblock.done'))
        onCancelled()
      }}
    >
      <div>
        <Text fw={600}>{room.name}</Text>
        <Text>{words.span(block.start, block.end, planning.timezone)}</Text>
      </div>
      <Text>{t('planning.unblock.text')}</Text>
      {batch.length > 1 && (
        <Checkbox
          checked={all}
          onChange={({ currentTarget }) => setAll(currentTarget.checked)}
          label={t('planning.unblock.all', { count: batch.length })}
        />
      )}
    </Confirm>
  )
}
