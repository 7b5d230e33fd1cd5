import { Button, FileButton, Text } from '@mantine/core'
import { IconPhotoPlus } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ImagesSection.module.css'
import { MOST_PICTURES as most, TYPES } from './pictures'

interface Props {
  full: boolean
  count: number
  onFiles: (files: File[]) => void
}

/** The browser holds back what is locked, but for what is dropped on it. */
const welcomes = ({ currentTarget, dataTransfer }: DragEvent<HTMLElement>) =>
  dataTransfer.types.includes('Files') && !currentTarget.closest(':disabled')

/** Several files at once, chosen or dropped. */
export function AddPictures({ full, count, onFiles }: Props) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const reset = useRef<() => void>(null)

  function take(files: File[]) {
    setOver(false)
    if (!full) onFiles(files)
    // The same file may be chosen again after it was refused.
    reset.current?.()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same without a mouse
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!welcomes(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!welcomes(event)) return
        event.preventDefault()
        take([...event.dataTransfer.files])
      }}
    >
      <FileButton
        multiple
        accept={TYPES.join(',')}
        onChange={take}
        resetRef={reset}
        disabled={full}
      >
        {(props) => (
          <Button
            {...props}
            variant="light"
            disabled={full}
            leftSection={<IconPhotoPlus size={20} aria-hidden />}
          >
            {t('images.choose')}
          </Button>
        )}
      </FileButton>
      <Text size="sm" c="dimmed" className={classes.mouse}>
        {t(over ? 'images.drop_now' : 'images.drop')}
      </Text>
      <Text size="sm" c="dimmed" className={classes.count}>
        {full ? t('images.full', { most }) : t('images.count', { count, most })}
      </Text>
    </div>
  )
}
