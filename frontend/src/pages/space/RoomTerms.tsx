import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Room } from '@/api/shapes'

/** In one line: what it is, for how many, how large, how it is sold, how requests are answered. */
export function RoomTerms({ room }: { room: Room }) {
  const { t } = useTranslation()
  const delay = t('space.delay_hours', { count: room.answer_delay_hours })
  const terms = [
    t(`space.kind.${room.kind}`),
    t('space.capacity', { count: room.capacity }),
    ...(room.surface ? [t('space.surface', { surface: room.surface })] : []),
    t(`space.sold_as.${room.sold_as}`),
    room.automatic_acceptance ? t('space.automatic') : t('space.on_request', { delay }),
  ]
  return (
    <Text size="sm" c="dimmed">
      {terms.join(' · ')}
    </Text>
  )
}
