import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { mayOpen } from '@/pages/host/rights'
import type { Me } from '@/session/me'
import { TextLink } from '@/ui/links'

/** Where the calendars are of the organisations whose desk one works at; nothing for everybody else. */
export function HostFeeds({ hosts }: Pick<Me, 'hosts'>) {
  const { t } = useTranslation()
  const mine = hosts.filter(({ role }) => mayOpen(role, 'reservations'))
  if (mine.length === 0) return null
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('feeds.mine.hosts')}</Text>
      {mine.map(({ id, name }) => (
        <TextLink key={id} to="/hote/$hostId/reservations/agendas" params={{ hostId: id }}>
          {t('feeds.mine.of_host', { host: name })}
        </TextLink>
      ))}
    </Stack>
  )
}
