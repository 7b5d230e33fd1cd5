import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CatalogueSpace, Room } from '@/api/shapes'
import { now } from '@/time/now'
import { useTimeWords } from '@/time/useTimeWords'
import { wallOf } from '@/time/wall'
import { ButtonLink } from '@/ui/links'
import { availabilityQuery } from './queries'
import { RoomDetails } from './RoomDetails'
import classes from './RoomOffer.module.css'
import { RoomTerms } from './RoomTerms'
import type { SpaceSearch } from './search'
import { TariffTable } from './TariffTable'

interface Props {
  space: CatalogueSpace
  room: Room
  search: SpaceSearch
}

export function RoomOffer({ space, room, search }: Props) {
  const { t } = useTranslation()
  return (
    <article className={classes.offer} aria-label={room.name}>
      <Stack gap="xs" className={classes.words}>
        <Title order={3} size="h4">
          {room.name}
        </Title>
        <RoomTerms room={room} />
        {room.description && <Text className={classes.description}>{room.description}</Text>}
        <RoomDetails room={room} />
        <NextFree space={space} room={room} />
      </Stack>
      <Stack align="flex-end" className={classes.price}>
        <TariffTable tariff={room.tariff} soldAs={room.sold_as} />
        {room.tariff && !space.sells ? (
          <Text size="sm">{t('space.not_selling_room')}</Text>
        ) : (
          <Book space={space} room={room} search={search} />
        )}
      </Stack>
    </article>
  )
}

function Book({ space, room, search }: Props) {
  const { t } = useTranslation()
  return (
    <ButtonLink
      to="/espaces/$spaceId/salles/$roomId/reserver"
      params={{ spaceId: space.id, roomId: room.id }}
      search={search}
      aria-label={t('space.book_room', { room: room.name })}
    >
      {t('space.book')}
    </ButtonLink>
  )
}

const TWO_WEEKS = 14

function NextFree({ space, room }: { space: CatalogueSpace; room: Room }) {
  const { t } = useTranslation()
  const { soon } = useTimeWords()
  const today = wallOf(now(), space.timezone).date
  const { data, isPending } = useQuery(availabilityQuery(space.id, room.id, today, TWO_WEEKS))
  if (isPending) return <Skeleton height={20} width={240} />
  const next = data?.days.flatMap(({ runs }) => runs).find(({ free }) => free > 0)
  if (!data) return null
  return (
    <Text size="sm" fw={550}>
      {next
        ? t('space.next_free', { moment: soon(next.start, space.timezone) })
        : t('space.no_free')}
    </Text>
  )
}
