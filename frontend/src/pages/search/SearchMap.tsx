import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchResult } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { cheapestOf } from '@/money/fromPrice'
import { euros } from '@/money/money'
import { usePriceWords } from '@/money/usePriceWords'
import { paramsOf } from '@/pages/space/path'
import type { Named } from '@/ui/map/Drawing'
import { type Mark, MarkMap } from '@/ui/map/Map'
import { metresAPixel, type Place, placeOf } from '@/ui/map/projection'
import { nearOf, pointIn, spaceSearch, USUAL_RADIUS, type Wish } from './wish'

const LEAST_KM = 0.5
const MOST_KM = 50

interface Found extends Mark {
  result: SearchResult
}

interface Props {
  results: readonly SearchResult[]
  wish: Wish
  active: string | null
  onActive: (id: string | null) => void
  onSame: (ids: readonly string[]) => void
  onSearchHere: (near: string, km: number) => void
}

/** Where the spaces found are, each pin leading where its entry of the list leads. */
export function SearchMap({ results, wish, active, onActive, onSame, onSearchHere }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const priceWords = usePriceWords()
  const marks = useMemo(
    () =>
      results.flatMap((result): Found[] => {
        if (!result.location) return []
        const price = cheapestOf(result.rooms.map(({ tariff }) => tariff))
        const label = price ? euros(price.cents, language) : t('money.free')
        return [{ id: result.id, place: result.location, label, result }]
      }),
    [results, language, t],
  )
  const names = useMemo(() => namesOf(results), [results])
  const point = pointIn(wish.near)
  return (
    <MarkMap
      label={t('search.map_label')}
      marks={marks}
      names={names}
      around={point ? { place: point, km: wish.km ?? USUAL_RADIUS } : undefined}
      active={active}
      onActive={onActive}
      onSame={onSame}
      pin={({ result, label }, className) => (
        <Link
          to="/espaces/$city/$name"
          params={paramsOf(result.path)}
          search={spaceSearch(wish)}
          className={className}
          draggable={false}
          aria-label={t('search.pin', {
            name: result.name,
            price: priceWords(cheapestOf(result.rooms.map(({ tariff }) => tariff))),
          })}
        >
          {label}
        </Link>
      )}
      above={(view, across) => {
        const km = (metresAPixel(view) * across) / 2000
        if (km > MOST_KM) return null
        return (
          <Button
            size="xs"
            variant="default"
            onClick={() => onSearchHere(nearOf(placeOf(view)), rounded(Math.max(LEAST_KM, km)))}
          >
            {t('search.search_here')}
          </Button>
        )
      }}
    />
  )
}

/** Each postcode in the middle of its spaces: the only words that a close view has. */
function namesOf(results: readonly SearchResult[]): Named[] {
  const groups = new Map<string, Place[]>()
  for (const { postcode, city, location } of results) {
    const name = `${postcode} ${city}`
    if (location) groups.set(name, [...(groups.get(name) ?? []), location])
  }
  return [...groups].map(([name, places]) => {
    const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
    return {
      name,
      latitude: mean(places.map(({ latitude }) => latitude)),
      longitude: mean(places.map(({ longitude }) => longitude)),
    }
  })
}

/** To a tenth below ten, so that the address and the words stay short. */
const rounded = (km: number) => (km < 10 ? Math.round(km * 10) / 10 : Math.round(km))
