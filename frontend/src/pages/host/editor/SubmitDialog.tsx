import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { Space } from '@/api/shapes'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'

interface Props {
  opened: boolean
  onClose: () => void
  hostId: string
  space: Space
  onSubmitted: (space: Space) => void
}

export function SubmitDialog({ opened, onClose, hostId, space, onSubmitted }: Props) {
  const { t } = useTranslation()

  async function submit(key: string) {
    const path = { host_id: hostId, space_id: space.id }
    const params = { path, header: keyed(key) }
    onSubmitted(await take(api.POST('/hosts/{host_id}/spaces/{space_id}/submission', { params })))
  }

  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t('editor.submit_title', { name: space.name })}
      action={t('editor.submit')}
      send={submit}
      onDone={() => tell(t('editor.submitted'))}
    >
      <Text>{t('editor.submit_text')}</Text>
    </Confirm>
  )
}
