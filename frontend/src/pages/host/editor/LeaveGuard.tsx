import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

interface Props {
  dirty: () => boolean
  /** Photos that are on their way. */
  coming?: number
}

/** Nothing is lost by a stray click: asks before leaving a page with unsaved changes, or with photos on their way. */
export function LeaveGuard({ dirty, coming = 0 }: Props) {
  const { t } = useTranslation()
  const losing = () => dirty() || coming > 0
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && losing(),
    enableBeforeUnload: losing,
    withResolver: true,
  })
  return (
    <Modal
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title={t('editor.leave_title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        {coming > 0 && <Text>{t('editor.leave_photos', { count: coming })}</Text>}
        {(dirty() || coming === 0) && <Text>{t('editor.leave_text')}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => proceed?.()}>
            {t('editor.leave')}
          </Button>
          <Button data-autofocus onClick={() => reset?.()}>
            {t('editor.stay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
