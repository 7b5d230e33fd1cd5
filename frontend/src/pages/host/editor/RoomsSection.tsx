import { Button, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '@/ui/Section'
import { RoomCard } from './RoomCard'
import { copyOf, newRoom, type RoomForm } from './roomForm'
import type { SpaceFormApi } from './spaceForm'

export function RoomsSection({ form }: { form: SpaceFormApi }) {
  const { t } = useTranslation()
  const { rooms } = form.values
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())

  function toggle(key: string) {
    const next = new Set(open)
    if (!next.delete(key)) next.add(key)
    setOpen(next)
  }

  function insert(room: RoomForm, at = rooms.length) {
    form.insertListItem('rooms', room, at)
    setOpen(new Set(open).add(room.key))
  }

  return (
    <Section id="rooms" title={t('editor.rooms')} lead={t('editor.rooms_lead')}>
      <Stack>
        {rooms.length === 0 && <Text c="dimmed">{t('editor.room.none')}</Text>}
        {rooms.map((room, index) => (
          <RoomCard
            key={room.key}
            form={form}
            index={index}
            open={open.has(room.key)}
            onToggle={() => toggle(room.key)}
            onDuplicate={() => insert(copyOf(room), index + 1)}
          />
        ))}
        <Button
          variant="light"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => insert(newRoom(rooms.length))}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('editor.room.add')}
        </Button>
      </Stack>
    </Section>
  )
}
