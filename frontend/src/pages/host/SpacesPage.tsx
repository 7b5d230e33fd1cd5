import { Group, Stack, Text } from '@mantine/core'
import { IconMapPin, IconPlus } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { ButtonLink, TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { BillingLine } from './BillingLine'
import { missingWords, ofBilling, ofSpace } from './missing'
import { fetchSpaces, spacesKey } from './queries'
import { leads, useHostRole } from './rights'
import { EditStatus, SpaceStatus } from './SpaceStatus'
import classes from './SpacesPage.module.css'

export function SpacesPage() {
  const { t } = useTranslation()
  const { hostId } = useParams({ from: '/hote/$hostId/espaces' })
  const spaces = usePages(spacesKey(hostId), fetchSpaces(hostId))
  const edits = leads(useHostRole(hostId))
  const add = edits && (
    <ButtonLink
      to="/hote/$hostId/espaces/nouveau"
      params={{ hostId }}
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {t('host.spaces.add')}
    </ButtonLink>
  )
  return (
    <>
      <PageTitle actions={spaces.items.length > 0 && add}>{t('host.spaces.title')}</PageTitle>
      <List
        pages={spaces}
        empty={
          <Empty icon={<IconMapPin size={28} />} action={add}>
            {t('host.spaces.empty')}
          </Empty>
        }
      >
        {(items) => (
          <ul className={classes.list}>
            {items.map((space) => (
              <SpaceRow key={space.id} hostId={hostId} space={space} edits={edits} />
            ))}
          </ul>
        )}
      </List>
    </>
  )
}

interface RowProps {
  hostId: string
  space: SpaceSummary
  /** Whether the reader may change it; who may not sees the public page. */
  edits: boolean
}

function SpaceRow({ hostId, space, edits }: RowProps) {
  const { t } = useTranslation()
  const params = { hostId, spaceId: space.id }
  return (
    <li className={classes.row}>
      <Stack gap={4} className={classes.words}>
        <Group gap="sm">
          {edits ? (
            <TextLink
              to="/hote/$hostId/espaces/$spaceId"
              params={params}
              fw={600}
              underline="hover"
              c="var(--mantine-color-text)"
            >
              {space.name}
            </TextLink>
          ) : (
            <Text fw={600}>{space.name}</Text>
          )}
          <SpaceStatus status={space.status} />
          {space.edit && <EditStatus state={space.edit} />}
        </Group>
        <Text size="sm" c="dimmed">
          {[space.city, t('space.rooms', { count: space.room_count })].join(' · ')}
        </Text>
        <StatusNote space={space} />
        {edits && <BillingLine hostId={hostId} codes={ofBilling(space.missing)} />}
      </Stack>
      {edits && (
        <ButtonLink
          to="/hote/$hostId/espaces/$spaceId"
          params={params}
          variant="default"
          aria-label={t('host.spaces.edit_named', { name: space.name })}
        >
          {t('host.spaces.edit')}
        </ButtonLink>
      )}
      {!edits && space.status === 'live' && (
        <ButtonLink to="/espaces/$spaceId" params={{ spaceId: space.id }} variant="default">
          {t('team.see_space')}
        </ButtonLink>
      )}
    </li>
  )
}

function StatusNote({ space }: { space: SpaceSummary }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  if (space.status === 'in_moderation' && space.moderate_by) {
    const by = moment(space.moderate_by, readersZone())
    return <Text size="sm">{t('host.spaces.answer_by', { moment: by })}</Text>
  }
  if (space.status === 'refused') {
    return <Text size="sm">{t('host.spaces.reason', { reason: space.refusal_reason })}</Text>
  }
  const missing = ofSpace(space.missing)
  if (missing.length > 0) {
    const list = missing.map((code) => missingWords(t, code)).join(', ')
    return <Text size="sm">{t('host.spaces.missing', { list })}</Text>
  }
  return null
}
