import { ActionIcon, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconCopy, IconTrash } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirm } from '@/ui/Confirm'
import classes from './RoomCard.module.css'
import { RoomFields } from './RoomFields'
import type { SpaceFormApi } from './spaceForm'

interface Props {
  form: SpaceFormApi
  index: number
  open: boolean
  onToggle: () => void
  onDuplicate: () => void
}

/** A room as one line, or unfolded to edit it. A refused field unfolds it by itself. */
export function RoomCard({ form, index, open, onToggle, onDuplicate }: Props) {
  const { t } = useTranslation()
  const fields = useId()
  const [removing, { open: ask, close }] = useDisclosure(false)
  const room = form.values.rooms[index]
  if (!room) return null
  const name = room.name.trim() || t('editor.room.untitled')
  const refused = Object.keys(form.errors).some((path) => path.startsWith(`rooms.${index}.`))
  const unfolded = open || refused
  const capacity = Number(room.capacity)
  const about = [
    t(`space.kind.${room.kind}`),
    ...(capacity > 0 ? [t('space.capacity', { count: capacity })] : []),
    t(`space.sold_as.${room.sold_as}`),
  ]

  return (
    <div className={classes.card} data-refused={refused || undefined}>
      <Group wrap="nowrap" gap="xs">
        <span aria-hidden className={classes.colour} style={{ background: room.colour }} />
        <Stack gap={0} className={classes.words}>
          <Title order={3} size="h5">
            {name}
          </Title>
          <Text size="sm" c="dimmed">
            {about.join(' · ')}
          </Text>
        </Stack>
        <ActionIcon
          variant="subtle"
          color="red"
          size={44}
          aria-label={t('editor.room.remove', { name })}
          onClick={ask}
        >
          <IconTrash size={20} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size={44}
          aria-label={t(unfolded ? 'editor.room.close' : 'editor.room.open', { name })}
          aria-expanded={unfolded}
          aria-controls={fields}
          onClick={onToggle}
        >
          <IconChevronDown
            size={22}
            className={classes.chevron}
            data-open={unfolded || undefined}
          />
        </ActionIcon>
      </Group>
      <div id={fields}>
        {unfolded && (
          <Stack mt="lg">
            <RoomFields form={form} index={index} room={room} />
            <Button
              variant="subtle"
              size="sm"
              leftSection={<IconCopy size={18} aria-hidden />}
              onClick={onDuplicate}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('editor.room.duplicate')}
            </Button>
          </Stack>
        )}
      </div>
      <Confirm
        opened={removing}
        onClose={close}
        title={t('editor.room.remove_title', { name })}
        action={t('editor.room.remove_action')}
        danger
        send={async () => form.removeListItem('rooms', index)}
        onDone={() => {}}
      >
        <Text>{t('editor.room.remove_text')}</Text>
      </Confirm>
    </div>
  )
}
