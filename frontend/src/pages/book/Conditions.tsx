import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CatalogueSpace, Room } from '@/api/shapes'
import { RoomDetails } from '@/pages/space/RoomDetails'
import { SpaceDescription } from '@/pages/space/SpaceFacts'
import classes from './Summary.module.css'

/** What somebody agrees to by booking: read before, whether a time is chosen or not. */
export function Conditions({ space, room }: { space: CatalogueSpace; room: Room }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs" className={classes.conditions}>
      <RoomDetails room={room} />
      {space.house_rules && (
        <details className={classes.details}>
          <summary>{t('space.house_rules')}</summary>
          <SpaceDescription>{space.house_rules}</SpaceDescription>
        </details>
      )}
    </Stack>
  )
}
