import { Text, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpacePicture } from '@/api/shapes'
import classes from './Gallery.module.css'
import { Picture } from './Picture'
import { PictureViewer } from './PictureViewer'

/** Beside the cover; those beyond are behind the last one. */
const MOST_THUMBNAILS = 6

/** As many stand one above the other beside the cover, and are as high as it is. */
const FEW = 2
const ALONE = '(min-width: 75em) 70rem, 100vw'
const BESIDE_OTHERS = '(min-width: 62em) 47rem, 100vw'

/** The photos of a space, led by its cover. Nothing where there are none. */
export function Gallery({ pictures }: { pictures: readonly SpacePicture[] }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<number | null>(null)
  const [cover, ...others] = pictures
  if (!cover) return null
  const shown = others.slice(0, MOST_THUMBNAILS)
  const hidden = others.length - shown.length
  const words = (picture: SpacePicture, place: number) =>
    picture.alt
      ? t('space.photos.open_about', { place, alt: picture.alt })
      : t('space.photos.open', { place })
  return (
    <section
      aria-label={t('space.photos.title')}
      className={classes.gallery}
      data-several={shown.length > 0 || undefined}
    >
      <figure className={classes.figure}>
        <UnstyledButton
          className={classes.cover}
          aria-label={words(cover, 1)}
          onClick={() => setOpened(0)}
        >
          <Picture picture={cover} sizes={shown.length > 0 ? BESIDE_OTHERS : ALONE} />
        </UnstyledButton>
        {cover.caption && (
          <Text component="figcaption" size="sm" c="dimmed" mt="xs">
            {cover.caption}
          </Text>
        )}
      </figure>
      {shown.length > 0 && (
        <ul className={classes.thumbnails} data-few={shown.length <= FEW || undefined}>
          {shown.map((picture, index) => {
            const more = index === shown.length - 1 ? hidden : 0
            const place = index + 2
            return (
              <li key={picture.image_id}>
                <UnstyledButton
                  className={classes.thumbnail}
                  aria-label={
                    more > 0
                      ? t('space.photos.more', { place, count: more })
                      : words(picture, place)
                  }
                  onClick={() => setOpened(index + 1)}
                >
                  <Picture
                    picture={picture}
                    sizes={`(min-width: 62em) ${shown.length <= FEW ? 23 : 11}rem, 9rem`}
                    lazy
                  />
                  {more > 0 && <span className={classes.more}>+{more}</span>}
                </UnstyledButton>
              </li>
            )
          })}
        </ul>
      )}
      <PictureViewer
        pictures={pictures}
        place={opened}
        onPlace={setOpened}
        onClose={() => setOpened(null)}
      />
    </section>
  )
}
