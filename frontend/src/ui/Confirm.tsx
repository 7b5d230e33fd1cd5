import { Button, Group, Modal, Stack } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Attempt } from '@/api/attempt'
import { ProblemAlert } from './ProblemAlert'

interface Props {
  opened: boolean
  onClose: () => void
  title: string
  action: string
  danger?: boolean
  disabled?: boolean
  /** What the command says; another answer gets another Idempotency-Key. */
  body?: unknown
  send: (key: string) => Promise<unknown>
  onDone: () => void
  /** Whether the dialog turns a refusal into a question of its own: then it is no failure. */
  asksBack?: (told: unknown) => boolean
  children: ReactNode
}

/**
 * Asks before something that counts, says what it touches, and stays open if it did not work.
 * What it holds lives as long as it is open: each opening has its own Idempotency-Key.
 */
export function Confirm(props: Props) {
  const { opened, onClose, title, children } = props
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        {children}
        <Decision {...props} />
      </Stack>
    </Modal>
  )
}

function Decision({ onClose, action, danger, disabled, body, send, onDone, asksBack }: Props) {
  const { t } = useTranslation()
  const attempt = useRef<Attempt>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  async function confirm() {
    attempt.current ??= new Attempt()
    setBusy(true)
    setError(null)
    try {
      await send(attempt.current.keyFor(body ?? null))
      attempt.current.renew()
      onDone()
      onClose()
    } catch (told) {
      if (!asksBack?.(told)) setError(told)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <ProblemAlert error={error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} disabled={busy}>
          {t('common.back')}
        </Button>
        <Button
          color={danger ? 'red' : undefined}
          loading={busy}
          disabled={disabled}
          onClick={confirm}
        >
          {action}
        </Button>
      </Group>
    </>
  )
}
