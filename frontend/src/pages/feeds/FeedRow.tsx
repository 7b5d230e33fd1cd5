import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Feed } from '@/api/shapes'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import classes from './feeds.module.css'

interface Props {
  feed: Feed
  /** What it shows. */
  name: string
  revoke: () => Promise<void>
  onRevoked: () => unknown
}

/** One address: to be copied into a calendar, or revoked. */
export function FeedRow({ feed, name, revoke, onRevoked }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const [revoking, { open, close }] = useDisclosure(false)
  const created = moment(feed.created_at, readersZone())
  return (
    <li className={classes.row}>
      <Stack gap="xs">
        <div>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {feed.is_mine
              ? t('feeds.created', { moment: created })
              : t('feeds.created_by', { moment: created, name: feed.made_by || t('team.gone') })}
          </Text>
        </div>
        {feed.address && (
          <TextInput
            label={t('feeds.address')}
            aria-label={t('feeds.address_of', { name })}
            value={feed.address}
            readOnly
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        )}
        {feed.is_mine && !feed.address && <Text size="sm">{t('feeds.unspelt')}</Text>}
        <Group gap="xs">
          {feed.address && (
            <CopyButton value={feed.address}>
              {({ copied, copy }) => (
                <Button
                  aria-label={t('feeds.copy_of', { name })}
                  leftSection={
                    copied ? (
                      <IconCheck size={18} aria-hidden />
                    ) : (
                      <IconCopy size={18} aria-hidden />
                    )
                  }
                  onClick={() => {
                    copy()
                    tell(t('feeds.copied'))
                  }}
                >
                  {t('feeds.copy')}
                </Button>
              )}
            </CopyButton>
          )}
          <Button variant="default" aria-label={t('feeds.revoke_of', { name })} onClick={open}>
            {t('feeds.revoke')}
          </Button>
        </Group>
      </Stack>
      <Confirm
        opened={revoking}
        onClose={close}
        title={t('feeds.revoke_title', { name })}
        action={t('feeds.revoke_action')}
        danger
        send={revoke}
        onDone={() => {
          tell(t('feeds.revoked'))
          onRevoked()
        }}
      >
        <Text>{t('feeds.revoke_text')}</Text>
      </Confirm>
    </li>
  )
}
