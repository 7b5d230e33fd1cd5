import { Anchor, Button, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy, IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { MarkMap } from '@/ui/map/Map'
import type { Place } from '@/ui/map/projection'
import classes from './Where.module.css'

/** Without streets, what is around tells more than the street would. */
const REGION = 9

interface Props {
  name: string
  /** On one line. */
  address: string
  place: Place | null
}

/** How to get there. Nothing of another site is asked for before somebody follows the link to it. */
export function Where({ name, address, place }: Props) {
  const { t } = useTranslation()
  return (
    <Stack className={classes.where} gap="sm">
      <Group gap="sm">
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={
                copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />
              }
              onClick={copy}
            >
              <span role="status">{t(copied ? 'space.where.copied' : 'space.where.copy')}</span>
            </Button>
          )}
        </CopyButton>
        {place && <Route to={place} />}
      </Group>
      {place && (
        <>
          <Text size="sm" c="dimmed">
            {t('space.where.route_leaves')}
          </Text>
          <div className={classes.map}>
            <MarkMap
              label={t('space.where.map', { name })}
              marks={[{ id: 'here', place, label: name }]}
              inline
              closest={REGION}
              pin={(_, className) => <span className={className}>{name}</span>}
            />
          </div>
        </>
      )}
    </Stack>
  )
}

function Route({ to: { latitude, longitude } }: { to: Place }) {
  const { t } = useTranslation()
  const query = new URLSearchParams({ to: `${latitude},${longitude}` })
  return (
    <Anchor
      href={`https://www.openstreetmap.org/directions?${query}`}
      rel="noreferrer"
      title={t('space.where.route_leaves')}
      inline
    >
      {t('space.where.route')} <IconExternalLink size={16} aria-hidden />
    </Anchor>
  )
}
