import { NativeSelect, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AvailableDay, CatalogueSpace, Room } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { now } from '@/time/now'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { endsInRules, startsInTime } from './allowed'
import { JoinList } from './JoinList'
import { priceQuery } from './price'
import classes from './Summary.module.css'
import { ends, type Slot, starts } from './slots'
import type { Choice } from './useChoice'

interface Props {
  space: CatalogueSpace
  room: Room
  choice: Choice
  day: AvailableDay
}

/** Among all hours of a day that is full, or partly so, those that somebody would wait for. */
export function WaitingChoice({ space, room, choice, day }: Props) {
  const { t } = useTranslation()
  const full = choice.possibleStarts.length === 0
  return (
    <details className={classes.details} open={full || choice.lost}>
      <summary>{t(full ? 'waiting.full_title' : 'waiting.taken_title')}</summary>
      <Hours space={space} room={room} choice={choice} day={day} />
    </details>
  )
}

function Hours({ space, room, choice, day }: Props) {
  const { t } = useTranslation()
  const { zone, people, wanted } = choice
  const [picked, setPicked] = useState(wanted)
  // Nobody's places are asked for here: whatever the space is open for may be waited for.
  const from = startsInTime(starts(day, zone, 0), room, now())
  const start = from.find(({ value }) => value === picked.start)
  const until = start
    ? endsInRules(ends([day], start.instant, day.date, zone, 0), start.instant, room, now())
    : []
  const end = until.find(({ value }) => value === picked.end)
  return (
    <Stack>
      <Text size="sm">{t('waiting.how')}</Text>
      <SimpleGrid cols={2}>
        <NativeSelect
          label={t('waiting.start')}
          data={options(from, t('book.choose'))}
          value={start?.value ?? ''}
          onChange={({ currentTarget }) =>
            setPicked({ start: currentTarget.value, end: undefined })
          }
        />
        <NativeSelect
          label={t('waiting.end')}
          data={options(until, t('book.choose'))}
          disabled={!start}
          value={end?.value ?? ''}
          onChange={({ currentTarget }) => setPicked({ ...picked, end: currentTarget.value })}
        />
      </SimpleGrid>
      {start && end && (
        <Wish
          key={`${start.value} ${end.value} ${people}`}
          spaceId={space.id}
          roomId={room.id}
          query={{ start: start.value, end: end.value, people }}
        />
      )}
    </Stack>
  )
}

const options = (slots: Slot[], choose: string) => [
  { value: '', label: choose, disabled: true },
  ...slots.map(({ value, label }) => ({ value, label })),
]

interface WishProps {
  spaceId: string
  roomId: string
  query: { start: string; end: string; people: number }
}

function Wish({ spaceId, roomId, query }: WishProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const preview = useQuery(priceQuery(spaceId, roomId, query))
  if (preview.error) return <ProblemAlert error={preview.error} onRetry={() => preview.refetch()} />
  if (!preview.data) return <Skeleton height={60} />
  if (preview.data.free) return <Text role="status">{t('waiting.is_free')}</Text>
  const { ttc } = preview.data.price.total
  return (
    <Stack gap="sm">
      {ttc > 0 && (
        <Text size="sm">
          {t('waiting.price', { amount: `${euros(ttc, language)} ${t('money.TTC')}` })}
        </Text>
      )}
      <JoinList spaceId={spaceId} roomId={roomId} query={query} />
    </Stack>
  )
}
