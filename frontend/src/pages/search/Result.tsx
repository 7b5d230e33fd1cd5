import { Group, Stack, Text, Title } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RoomTariff, SearchResult } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { cheapestOf, fromPrice } from '@/money/fromPrice'
import { number } from '@/money/money'
import { usePriceWords } from '@/money/usePriceWords'
import { Picture } from '@/pages/space/Picture'
import { paramsOf } from '@/pages/space/path'
import type { SpaceSearch } from '@/pages/space/search'
import { useTimeWords } from '@/time/useTimeWords'
import classes from './Result.module.css'

const MOST_ROOMS = 3
const KILOMETRE = 1000

interface Props {
  result: SearchResult
  search: SpaceSearch
  active: boolean
  onActive: (id: string | null) => void
}

/** A space that fits, with the rooms that fit. The whole card leads to its page. */
export function Result({ result, search, active, onActive }: Props) {
  const { t } = useTranslation()
  const priceWords = usePriceWords()
  const shown = result.rooms.slice(0, MOST_ROOMS)
  const rest = result.rooms.length - shown.length
  const price = priceWords(cheapestOf(result.rooms.map(({ tariff }) => tariff)))
  return (
    <li
      id={result.id}
      className={classes.card}
      data-active={active || undefined}
      onPointerEnter={() => onActive(result.id)}
      onPointerLeave={() => onActive(null)}
      onFocus={() => onActive(result.id)}
      onBlur={() => onActive(null)}
    >
      <Group wrap="nowrap" align="flex-start">
        <div className={classes.cover}>
          {result.cover ? (
            <Picture picture={result.cover} sizes="9rem" lazy />
          ) : (
            <IconBuilding size={28} stroke={1.5} aria-hidden />
          )}
        </div>
        <Stack gap={4} className={classes.words}>
          <Title order={3} size="h4">
            <Link
              to="/espaces/$city/$name"
              params={paramsOf(result.path)}
              search={search}
              className={classes.link}
            >
              {result.name}
            </Link>
          </Title>
          <Text size="sm" c="dimmed">
            {result.postcode} {result.city}
            <Distance metres={result.distance} />
          </Text>
          <Text size="sm" fw={600} className={classes.price}>
            {result.rooms.some(({ tariff }) => tariff) ? t('search.from_price', { price }) : price}
          </Text>
        </Stack>
      </Group>
      {result.description && (
        <Text size="sm" lineClamp={2}>
          {result.description}
        </Text>
      )}
      <ul className={classes.rooms}>
        {shown.map((room) => (
          <FittingRoom key={room.id} room={room} zone={result.timezone} timed={!!search.date} />
        ))}
      </ul>
      {rest > 0 && (
        <Text size="sm" c="dimmed">
          {t('search.more_rooms', { count: rest })}
        </Text>
      )}
    </li>
  )
}

interface RoomProps {
  room: SearchResult['rooms'][number]
  zone: string
  /** Somebody asked for a time: it is free then. */
  timed: boolean
}

function FittingRoom({ room, zone, timed }: RoomProps) {
  const { t } = useTranslation()
  const { soon } = useTimeWords()
  return (
    <li>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
        <Text size="sm" fw={550}>
          {room.name}
        </Text>
        <FromPrice tariff={room.tariff} />
      </Group>
      <Text size="sm" c="dimmed">
        {t(`space.kind.${room.kind}`)} · {t('space.capacity', { count: room.capacity })}
      </Text>
      {!timed && (
        <Text size="sm" c="dimmed">
          {room.next_free_at
            ? t('space.next_free', { moment: soon(room.next_free_at, zone) })
            : t('search.not_soon')}
        </Text>
      )}
    </li>
  )
}

function Distance({ metres }: { metres: number | null }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (metres === null) return null
  const near = metres < KILOMETRE
  // Metres to the ten: whoever asked told where he is to the hundred.
  const rounded = near ? Math.round(metres / 10) * 10 : Math.round(metres / 100) / 10
  const distance = `${number(rounded, language)} ${near ? 'm' : 'km'}`
  return <> · {t('search.distance', { distance })}</>
}

function FromPrice({ tariff }: { tariff: RoomTariff | null }) {
  const words = usePriceWords()
  const price = tariff && fromPrice(tariff)
  if (tariff && !price) return null
  return (
    <Text size="sm" ta="end" className={classes.price}>
      {words(price)}
    </Text>
  )
}
