import { ActionIcon, Button, Loader, Progress, Text } from '@mantine/core'
import { IconRefresh, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './ImagesSection.module.css'
import { isSlow, type Sending } from './useUploads'

interface Props {
  sending: Sending
  onRetry: () => void
  onDrop: () => void
}

/** A file on its way, or why it stopped. */
export function UploadLine({ sending, onRetry, onDrop }: Props) {
  const { t } = useTranslation()
  const { file, phase, fault } = sending
  const stopped = phase === 'refused' || phase === 'failed'
  const { name } = file
  // What is wrong with the file itself is wrong the next time, too.
  const again = phase === 'failed' && fault !== 'kind' && fault !== 'heavy' && fault !== 'empty'

  return (
    <li className={classes.upload} data-stopped={stopped || undefined}>
      <img src={sending.preview} alt="" className={classes.preview} onError={hide} />
      <div className={classes.words}>
        <Text size="sm" fw={550} truncate>
          {name}
        </Text>
        <State sending={sending} />
      </div>
      {(again || phase === 'refused') && (
        <Button
          variant="default"
          onClick={onRetry}
          aria-label={t('images.retry_what', { name })}
          leftSection={<IconRefresh size={18} aria-hidden />}
        >
          {t('images.retry')}
        </Button>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={44}
        ml="auto"
        aria-label={t('images.drop_upload', { name })}
        onClick={onDrop}
      >
        <IconX size={20} />
      </ActionIcon>
    </li>
  )
}

/** A file that no browser can show has no preview; its name stays. */
function hide({ currentTarget }: { currentTarget: HTMLImageElement }) {
  currentTarget.style.visibility = 'hidden'
}

function State({ sending }: { sending: Sending }) {
  const { t } = useTranslation()
  const { phase, share, file, fault, detail } = sending
  const percent = Math.round(share * 100)
  if (phase === 'waiting') return <Small>{t('images.waiting')}</Small>
  if (phase === 'sending')
    return (
      <>
        <Progress.Root size="md" mt={4}>
          <Progress.Section
            value={percent}
            aria-label={t('images.progress', { name: file.name })}
          />
        </Progress.Root>
        <Small>{t('images.sending', { percent })}</Small>
      </>
    )
  if (phase === 'processing')
    return (
      <Text size="sm" c="dimmed" role="status" className={classes.processing}>
        <Loader size={14} aria-hidden />
        {t(isSlow(sending) ? 'images.slow' : 'images.processing')}
      </Text>
    )
  return (
    <Text size="sm" c="var(--mantine-color-error)" role="alert">
      {detail || (fault && t(`images.fault.${fault}`))}
    </Text>
  )
}

function Small({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  )
}
