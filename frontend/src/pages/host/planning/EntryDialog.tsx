import { NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { Planning } from '@/api/shapes'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { RoomChoice } from './RoomChoice'
import { SpanFields } from './SpanFields'
import type { WallSpan } from './wallSpan'

interface Props {
  hostId: string
  spaceId: string
  planning: Planning
  span: WallSpan
  onClose: () => void
  onEntered: () => void
}

const MOST_PEOPLE = 500

/** The host enters a booking for somebody who called or came by. */
export function EntryDialog({ hostId, spaceId, planning, span: first, onClose, onEntered }: Props) {
  const { t } = useTranslation()
  const [roomId, setRoomId] = useState(planning.rooms.find(({ listed }) => listed)?.id ?? '')
  const [span, setSpan] = useState(first)
  const [people, setPeople] = useState<number | string>(1)
  const [guest, setGuest] = useState('')
  const [note, setNote] = useState('')
  const body = {
    room_id: roomId,
    ...span,
    people: Number(people) || 1,
    guest_name: guest.trim(),
    note: note.trim(),
  }

  async function enter(key: string) {
    const path = { host_id: hostId, space_id: spaceId }
    const params = { path, header: keyed(key) }
    await take(api.POST('/hosts/{host_id}/spaces/{space_id}/bookings', { params, body }))
  }

  return (
    <Confirm
      opened
      onClose={onClose}
      title={t('planning.entry.title')}
      action={t('planning.entry.action')}
      disabled={body.guest_name === ''}
      body={body}
      send={enter}
      onDone={() => {
        tell(t('planning.entry.done'))
        onEntered()
      }}
    >
      <Text size="sm" c="dimmed">
        {t('planning.entry.lead')}
      </Text>
      <Stack gap="sm">
        <TextInput
          label={t('planning.entry.guest')}
          required
          maxLength={100}
          value={guest}
          onChange={({ currentTarget }) => setGuest(currentTarget.value)}
        />
        <RoomChoice rooms={planning.rooms} value={roomId} onChange={setRoomId} />
        <SpanFields value={span} onChange={setSpan} />
        <NumberInput
          label={t('planning.entry.people')}
          min={1}
          max={MOST_PEOPLE}
          allowDecimal={false}
          value={people}
          onChange={setPeople}
        />
        <Textarea
          label={t('planning.entry.note')}
          maxLength={500}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </Stack>
    </Confirm>
  )
}
