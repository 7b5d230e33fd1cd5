import { ActionIcon, Badge, Group, Stack, Text, TextInput } from '@mantine/core'
import {
  IconArrowLeft,
  IconArrowRight,
  IconGripVertical,
  IconStar,
  IconTrash,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './ImagesSection.module.css'
import { LONGEST_ALT, LONGEST_CAPTION, type Picture } from './pictures'
import type { Handle } from './useReorder'

interface Props {
  picture: Picture
  place: number
  count: number
  /** None until the list of the space's photos is here. */
  thumbnail: string | undefined
  error: string | undefined
  dragged: boolean
  handle: Handle
  onMove: (to: number) => void
  onWords: (words: Partial<Pick<Picture, 'caption' | 'alt'>>) => void
  onRemove: () => void
}

export function PictureCard(props: Props) {
  const { picture, place, thumbnail, error, dragged, handle, onWords } = props
  const { t } = useTranslation()
  const number = place + 1
  const about = picture.alt
    ? t('images.photo_about', { place: number, alt: picture.alt })
    : t('images.photo', { place: number })

  return (
    <li className={classes.card} data-place={place} data-dragged={dragged || undefined}>
      <div className={classes.frame}>
        {thumbnail && <img src={thumbnail} alt={about} loading="lazy" draggable={false} />}
        {place === 0 && (
          <Badge size="lg" className={classes.cover}>
            {t('images.cover')}
          </Badge>
        )}
        <ActionIcon
          {...handle}
          variant="default"
          size={44}
          className={classes.handle}
          aria-label={t('images.drag', { place: number })}
        >
          <IconGripVertical size={20} />
        </ActionIcon>
      </div>
      <Stack gap="xs" p="sm">
        <Places {...props} />
        <TextInput
          label={t('images.alt')}
          description={t('images.alt_hint')}
          maxLength={LONGEST_ALT}
          value={picture.alt}
          onChange={({ currentTarget }) => onWords({ alt: currentTarget.value })}
        />
        <TextInput
          label={t('images.caption')}
          maxLength={LONGEST_CAPTION}
          value={picture.caption}
          onChange={({ currentTarget }) => onWords({ caption: currentTarget.value })}
        />
        {error && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
      </Stack>
    </li>
  )
}

function Places({ place, count, onMove, onRemove }: Props) {
  const { t } = useTranslation()
  const number = place + 1
  return (
    <Group gap="xs">
      <ActionIcon
        variant="default"
        size={44}
        disabled={place === 0}
        aria-label={t('images.earlier', { place: number })}
        onClick={() => onMove(place - 1)}
      >
        <IconArrowLeft size={20} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={44}
        disabled={number === count}
        aria-label={t('images.later', { place: number })}
        onClick={() => onMove(place + 1)}
      >
        <IconArrowRight size={20} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={44}
        disabled={place === 0}
        aria-label={t('images.make_cover', { place: number })}
        title={t('images.make_cover', { place: number })}
        onClick={() => onMove(0)}
      >
        <IconStar size={20} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="red"
        size={44}
        ml="auto"
        aria-label={t('images.remove', { place: number })}
        onClick={onRemove}
      >
        <IconTrash size={20} />
      </ActionIcon>
    </Group>
  )
}
