import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** Nothing typed is lost by a stray click: asks before leaving a page with unsaved changes. */
export function LeaveGuard({ dirty }: { dirty: () => boolean }) {
  const { t } = useTranslation()
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && dirty(),
    enableBeforeUnload: dirty,
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
        <Text>{t('editor.leave_text')}</Text>
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
