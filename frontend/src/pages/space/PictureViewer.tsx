import { ActionIcon, Group, Modal, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpacePicture } from '@/api/shapes'
import { Picture } from './Picture'
import classes from './PictureViewer.module.css'

interface Props {
  pictures: readonly SpacePicture[]
  /** Of the shown one, from 0; none while it is closed. */
  place: number | null
  onPlace: (place: number) => void
  onClose: () => void
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

/** One photo after the other, as large as the window allows; after the last comes the first. */
export function PictureViewer({ pictures, place, onPlace, onClose }: Props) {
  const { t } = useTranslation()
  const narrow = useMediaQuery('(max-width: 48em)')
  const count = pictures.length
  const picture = place === null ? undefined : pictures[place]
  const go = (step: number) => onPlace(((place ?? 0) + step + count) % count)

  function turn(event: KeyboardEvent) {
    const step = STEPS[event.key]
    if (step && count > 1) go(step)
  }

  return (
    <Modal
      opened={picture !== undefined}
      onClose={onClose}
      onKeyDown={turn}
      title={t('space.photos.title')}
      size="70rem"
      fullScreen={narrow}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {picture && place !== null && (
        <figure className={classes.figure}>
          <Picture
            key={picture.image_id}
            picture={picture}
            sizes="(min-width: 75em) 68rem, 100vw"
          />
          <Group justify="space-between" wrap="nowrap">
            {count > 1 && (
              <Turn label={t('space.photos.previous')} onClick={() => go(-1)}>
                <IconChevronLeft size={22} />
              </Turn>
            )}
            <figcaption className={classes.words}>
              <div role="status">
                <Text size="sm" c="dimmed">
                  {t('space.photos.place', { place: place + 1, count })}
                </Text>
                {picture.caption && <Text>{picture.caption}</Text>}
              </div>
            </figcaption>
            {count > 1 && (
              <Turn label={t('space.photos.next')} onClick={() => go(1)}>
                <IconChevronRight size={22} />
              </Turn>
            )}
          </Group>
        </figure>
      )}
    </Modal>
  )
}

interface TurnProps {
  label: string
  onClick: () => void
  children: ReactNode
}

function Turn({ label, onClick, children }: TurnProps) {
  return (
    <ActionIcon variant="default" size={44} aria-label={label} onClick={onClick}>
      {children}
    </ActionIcon>
  )
}
