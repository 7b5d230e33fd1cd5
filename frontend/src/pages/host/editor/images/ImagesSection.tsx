import { Alert, Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/ui/Empty'
import { Section } from '@/ui/Section'
import { AddPictures } from './AddPictures'
import classes from './ImagesSection.module.css'
import { PictureCard } from './PictureCard'
import {
  added,
  changed,
  MOST_PICTURES,
  moved,
  type Picture,
  type PictureErrors,
  restored,
  without,
} from './pictures'
import { UploadLine } from './UploadLine'
import { useReorder } from './useReorder'
import { isComing, useUploads } from './useUploads'

interface Props {
  hostId: string
  spaceId: string
  /** Of the saved document: what was removed before it was saved is gone. */
  version: number
  /** In the order of the page of the space; the first is the cover. */
  value: readonly Picture[]
  onChange: (pictures: Picture[]) => void
  errors: PictureErrors
  /** How many are on their way. */
  onComing: (count: number) => void
}

interface Removed {
  picture: Picture
  place: number
  version: number
}

/** The photos of a space: sent at once, kept by the document when it is saved. */
export function ImagesSection(props: Props) {
  const { hostId, spaceId, version, value, onChange, errors, onComing } = props
  const { t } = useTranslation()
  const [removed, setRemoved] = useState<Removed | null>(null)
  const [said, setSaid] = useState('')
  const [leftOut, setLeftOut] = useState(false)
  const uploads = useUploads({
    hostId,
    spaceId,
    onReady: (imageIds) => onChange(imageIds.reduce<Picture[]>(added, [...value])),
  })
  const coming = uploads.all.filter(isComing).length
  const room = MOST_PICTURES - value.length - coming
  useEffect(() => onComing(coming), [coming, onComing])

  function move(from: number, to: number) {
    if (to < 0 || to >= value.length || from === to) return
    onChange(moved(value, from, to))
    setSaid(t('images.moved', { place: to + 1, count: value.length }))
  }

  function add(files: readonly File[]) {
    setLeftOut(files.length > room)
    uploads.add(files.slice(0, Math.max(0, room)))
  }

  function remove(place: number) {
    const picture = value[place]
    if (!picture) return
    onChange(without(value, picture.image_id))
    setRemoved({ picture, place, version })
  }

  function undo() {
    if (removed) onChange(restored(value, removed.picture, removed.place))
    setRemoved(null)
  }

  const reorder = useReorder(move)
  const thumbnails = new Map(uploads.images.map((image) => [image.image_id, image.urls?.small]))

  return (
    <Section id="photos" title={t('images.title')} lead={t('images.lead')}>
      <Stack>
        <AddPictures full={room <= 0} count={value.length} onFiles={add} />
        {leftOut && <Alert color="yellow">{t('images.left_out', { most: MOST_PICTURES })}</Alert>}
        {errors.all && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {errors.all}
          </Text>
        )}
        {uploads.all.length > 0 && (
          <ul className={classes.uploads} aria-label={t('images.uploads')}>
            {uploads.all.map((sending) => (
              <UploadLine
                key={sending.key}
                sending={sending}
                onRetry={() => uploads.retry(sending.key)}
                onDrop={() => uploads.drop(sending.key)}
              />
            ))}
          </ul>
        )}
        {removed?.version === version && <Undo key={removed.picture.image_id} onUndo={undo} />}
        {value.length === 0 && uploads.all.length === 0 && (
          <Empty icon={<IconPhoto size={28} />}>{t('images.none')}</Empty>
        )}
        {value.length > 0 && (
          <ol className={classes.grid} ref={reorder.list}>
            {value.map((picture, place) => (
              <PictureCard
                key={picture.image_id}
                picture={picture}
                place={place}
                count={value.length}
                thumbnail={thumbnails.get(picture.image_id)}
                error={errors.of[place]}
                dragged={reorder.dragged === place}
                handle={reorder.handle(place)}
                onMove={(to) => move(place, to)}
                onWords={(words) => onChange(changed(value, picture.image_id, words))}
                onRemove={() => remove(place)}
              />
            ))}
          </ol>
        )}
        <VisuallyHidden role="status">{said}</VisuallyHidden>
      </Stack>
    </Section>
  )
}

/** Takes the focus that the removed card had, so that nobody is thrown to the top of the page. */
function Undo({ onUndo }: { onUndo: () => void }) {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <Alert role="status" color="gray">
      <Group justify="space-between">
        <Text size="sm">{t('images.removed')}</Text>
        <Button ref={button} variant="default" onClick={onUndo} className={classes.undo}>
          {t('images.undo')}
        </Button>
      </Group>
    </Alert>
  )
}
