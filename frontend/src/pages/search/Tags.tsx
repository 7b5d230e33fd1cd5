import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import { euros, number } from '@/money/money'
import classes from './Tags.module.css'
import { amenitiesIn, amenitiesOf, USUAL_RADIUS, type Wish } from './wish'

interface Tag {
  key: string
  words: string
  without: Wish
}

/** The filters that are set, each of which a click takes away. */
export function Tags({ wish, onWish }: { wish: Wish; onWish: (wish: Wish) => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { kind, max, near, km = USUAL_RADIUS } = wish
  const chosen = amenitiesIn(wish.amenities)
  const tags: Tag[] = []
  if (near) {
    const words = t('search.tag.near', { km: number(km, language) })
    tags.push({ key: 'near', words, without: { ...wish, near: undefined, km: undefined } })
  }
  if (kind) {
    tags.push({ key: kind, words: t(`space.kind.${kind}`), without: { ...wish, kind: undefined } })
  }
  for (const amenity of chosen) {
    const amenities = amenitiesOf(chosen.filter((one) => one !== amenity))
    tags.push({
      key: amenity,
      words: t(`space.amenity.${amenity}`),
      without: { ...wish, amenities },
    })
  }
  if (max !== undefined) {
    const words = t('search.tag.max', { price: euros(max * 100, language) })
    tags.push({ key: 'max', words, without: { ...wish, max: undefined } })
  }
  if (tags.length === 0) return null
  return (
    <ul className={classes.tags} aria-label={t('search.active')}>
      {tags.map(({ key, words, without }) => (
        <li key={key}>
          <Button
            variant="light"
            size="xs"
            data-size="xs"
            radius="xl"
            rightSection={<IconX size={14} aria-hidden />}
            aria-label={t('search.remove', { filter: words })}
            onClick={() => onWish(without)}
          >
            {words}
          </Button>
        </li>
      ))}
    </ul>
  )
}
