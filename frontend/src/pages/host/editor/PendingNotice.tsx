import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { api, ifMatch, take } from '@/api/client'
import type { PendingEdit, Space } from '@/api/shapes'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { useFieldList } from '../useFieldList'

interface Props {
  space: Space
  edit: PendingEdit
  onWithdrawn: (space: Space) => void
}

/** What of a published space waits for the moderators, or came back from them, and the way out of it. */
export function PendingNotice({ space, edit, onWithdrawn }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const list = useFieldList()
  const [asking, { open, close }] = useDisclosure(false)
  const refused = edit.state === 'refused'

  async function withdraw() {
    const path = { host_id: space.host_id, space_id: space.id }
    const params = { path, header: ifMatch(space.version) }
    onWithdrawn(await take(api.DELETE('/hosts/{host_id}/spaces/{space_id}/edit', { params })))
  }

  return (
    <Alert
      role="status"
      color={refused ? 'red' : 'yellow'}
      icon={refused ? <IconAlertTriangle aria-hidden /> : <IconClock aria-hidden />}
    >
      <Stack gap="xs">
        <Text fw={600}>{t(refused ? 'editor.pending.refused' : 'editor.pending.waiting')}</Text>
        <Text>
          {t(refused ? 'editor.pending.refused_fields' : 'editor.pending.fields', {
            list: list(edit.fields),
          })}
        </Text>
        {refused && <Text>{t('editor.pending.reason', { reason: edit.refusal_reason })}</Text>}
        {edit.moderate_by && (
          <Text>
            {t('editor.pending.since', {
              since: moment(edit.since, readersZone()),
              by: moment(edit.moderate_by, readersZone()),
            })}
          </Text>
        )}
        <Text size="sm">{t(refused ? 'editor.pending.amend' : 'editor.pending.others')}</Text>
        <Group>
          <Button variant="default" size="sm" onClick={open}>
            {t('editor.pending.withdraw')}
          </Button>
        </Group>
      </Stack>
      <Confirm
        opened={asking}
        onClose={close}
        title={t('editor.pending.withdraw_title')}
        action={t('editor.pending.withdraw')}
        danger
        send={withdraw}
        onDone={() => tell(t('editor.pending.withdrawn'))}
      >
        <Text>{t('editor.pending.withdraw_text', { list: list(edit.fields) })}</Text>
      </Confirm>
    </Alert>
  )
}
