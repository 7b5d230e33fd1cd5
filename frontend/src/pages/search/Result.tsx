import { Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RoomTariff, SearchResult } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { bothSides, euros } from '@/money/money'
import type { SpaceSearch } from '@/pages/space/search'
import { useTimeWords } from '@/time/useTimeWords'
import classes from './Result.module.css'

const MOST_ROOMS = 3

interface Props {
  result: SearchResult
  search: SpaceSearch
}

/** A space that fits, with the rooms that fit. The whole card leads to its page. */
export function Result({ result, search }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const shown = result.rooms.slice(0, MOST_ROOMS)
  const rest = result.rooms.length - shown.length
  return (
    <li className={classes.card}>
      <Stack gap={4}>
        <Title order={3} size="h4">
          <Link
            to="/espaces/$spaceId"
            params={{ spaceId: result.id }}
            search={search}
            className={classes.link}
          >
            {result.name}
          </Link>
        </Title>
        <Text size="sm" c="dimmed">
          {result.postcode} {result.city}
        </Text>
      </Stack>
      {result.description && (
        <Text size="sm" lineClamp={2}>
          {result.description}
        </Text>
      )}
      <ul className={classes.rooms}>
        {shown.map((room) => (
          <li key={room.id}>
            <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
              <Text size="sm" fw={550}>
                {room.name}
              </Text>
              <FromPrice tariff={room.tariff} />
            </Group>
            <Text size="sm" c="dimmed">
              {t(`space.kind.${room.kind}`)} · {t('space.capacity', { count: room.capacity })}
            </Text>
            {!search.date && (
              <Text size="sm" c="dimmed">
                {room.next_free_at
                  ? t('space.next_free', { moment: moment(room.next_free_at, result.timezone) })
                  : t('space.no_free')}
              </Text>
            )}
          </li>
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

/** The price of the smallest unit that a room sells: tax included, or as typed while the tax is not known. */
function FromPrice({ tariff }: { tariff: RoomTariff | null }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (!tariff) return <Text size="sm">{t('money.free')}</Text>
  const unit = (['hour', 'half_day', 'day'] as const).find((one) => tariff[one] != null)
  const cents = unit && tariff[unit]
  if (!unit || cents == null) return null
  const { basis, vat_rate } = tariff
  const shown =
    vat_rate === null
      ? { cents, basis }
      : { cents: bothSides(cents, basis, vat_rate).ttc, basis: 'TTC' as const }
  return (
    <Text size="sm" ta="end" className={classes.price}>
      {euros(shown.cents, language)} {t(`money.${shown.basis}`)} {t(`space.per.${unit}`)}
    </Text>
  )
}
