import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PlannedRoom } from '@/api/shapes'

interface Props {
  rooms: readonly PlannedRoom[]
  value: string
  onChange: (roomId: string) => void
  /** Offers all of them at once, under this value. */
  all?: string
}

export function RoomChoice({ rooms, value, onChange, all }: Props) {
  const { t } = useTranslation()
  const one = rooms
    .filter(({ listed }) => listed)
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <NativeSelect
      label={t('planning.room')}
      data={all ? [{ value: all, label: t('planning.all_rooms') }, ...one] : one}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}
