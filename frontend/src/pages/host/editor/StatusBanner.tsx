import { Alert, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconClock, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Space } from '@/api/shapes'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { TextLink } from '@/ui/links'
import { BillingLine } from '../BillingLine'
import { missingWords, ofBilling, ofSpace } from '../missing'

const LOOKS = {
  draft: { color: 'gray', icon: <IconPencil aria-hidden /> },
  in_moderation: { color: 'yellow', icon: <IconClock aria-hidden /> },
  live: { color: 'pine', icon: <IconCircleCheck aria-hidden /> },
  refused: { color: 'red', icon: <IconAlertTriangle aria-hidden /> },
} as const

/** Where the space stands, and what comes next. */
export function StatusBanner({ space }: { space: Space }) {
  const { t } = useTranslation()
  const words = useStatusWords(space)
  const open = space.status === 'draft' || space.status === 'refused'
  const missing = ofSpace(space.missing)
  return (
    <Alert {...LOOKS[space.status]} role="status">
      <Stack gap="xs">
        <Text>{words}</Text>
        {missing.length > 0 && (
          <div>
            <Text>{t('editor.banner.missing')}</Text>
            <List>
              {missing.map((code) => (
                <List.Item key={code}>{missingWords(t, code)}</List.Item>
              ))}
            </List>
          </div>
        )}
        <BillingLine hostId={space.host_id} codes={ofBilling(space.missing)} />
        {space.status === 'live' && space.missing.length > 0 && (
          <Text>{t('space.not_selling')}</Text>
        )}
        {open && space.missing.length === 0 && <Text>{t('editor.banner.ready')}</Text>}
        {space.status === 'live' && (
          <Group>
            <TextLink to="/espaces/$spaceId" params={{ spaceId: space.id }}>
              {t('editor.see_public')}
            </TextLink>
          </Group>
        )}
      </Stack>
    </Alert>
  )
}

function useStatusWords(space: Space): string {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  if (space.status === 'in_moderation') {
    const by = space.moderate_by ? moment(space.moderate_by, readersZone()) : ''
    return t('editor.banner.in_moderation', { moment: by })
  }
  if (space.status === 'refused') {
    return t('editor.banner.refused', { reason: space.refusal_reason })
  }
  return t(`editor.banner.${space.status}`)
}
