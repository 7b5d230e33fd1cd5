import { Group, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CatalogueSpace, Room, SeriesPreview } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { Outcome } from '@/pages/series/Outcome'
import { type SeriesWish, seriesPriceQuery } from '@/pages/series/queries'
import classes from '@/pages/series/Series.module.css'
import { useWallWords } from '@/pages/series/useWallWords'
import { zoneToName } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Conditions } from './Conditions'
import { SeriesButton } from './SeriesButton'

interface Props {
  space: CatalogueSpace
  room: Room
  query: SeriesWish
  /** The instant of the first date. */
  first: number
  onTaken: () => void
}

/** Every date with its price or what stands against it, their total, what happens next, the conditions, the button. */
export function SeriesSummary({ space, room, query, first, onTaken }: Props) {
  const preview = useQuery({
    ...seriesPriceQuery(space.id, room.id, query),
    placeholderData: keepPreviousData,
  })
  const stale = preview.isPlaceholderData
  const shown = preview.error ? undefined : preview.data
  return (
    <>
      {preview.isPending && <Loading rows={3} height={64} />}
      <ProblemAlert error={preview.error} onRetry={() => preview.refetch()} />
      {shown && (
        <Stack>
          <Plan preview={shown} zone={space.timezone} first={first} stale={stale} />
          <Next preview={shown} zone={space.timezone} />
        </Stack>
      )}
      <Conditions space={space} room={room} />
      {shown && (
        <SeriesButton
          spaceId={space.id}
          room={room}
          query={query}
          preview={shown}
          stale={stale}
          onTaken={onTaken}
        />
      )}
    </>
  )
}

interface PlanProps {
  preview: SeriesPreview
  zone: string
  first: number
  stale: boolean
}

function Plan({ preview, zone, first, stale }: PlanProps) {
  const { t } = useTranslation()
  const { day, weekly } = useWallWords()
  const { dates, bookable, total } = preview
  const [beginning] = dates
  const city = zoneToName(first, zone)
  return (
    <>
      <div>
        {beginning && (
          <Text>
            {t('series.page.lead', {
              count: dates.length,
              span: weekly(beginning.start, beginning.end),
            })}
          </Text>
        )}
        {city && (
          <Text size="sm" c="dimmed">
            {t('series.zone', { city })}
          </Text>
        )}
        <Text role="status" fw={550}>
          {t('series.offer.bookable', { count: bookable, all: dates.length })}
        </Text>
      </div>
      <ul className={classes.list} aria-label={t('series.offer.dates')} aria-busy={stale}>
        {dates.map((date) => (
          <li key={date.start} className={classes.row}>
            <Stack gap={4} align="flex-start">
              <Text size="sm">{day(date.start)}</Text>
              <Outcome outcome={date.outcome} why={date.why} />
            </Stack>
            {date.total && <Price cents={date.total.ttc} />}
          </li>
        ))}
      </ul>
      {bookable > 0 && (
        <Group justify="space-between" align="baseline">
          <Text fw={550}>{t('series.offer.total', { count: bookable })}</Text>
          <Text size="xl">
            <Price cents={total.ttc} strong />
          </Text>
        </Group>
      )}
    </>
  )
}

function Price({ cents, strong = false }: { cents: number; strong?: boolean }) {
  const { t } = useTranslation()
  return cents === 0 ? t('money.free') : <Amount cents={cents} basis="TTC" strong={strong} />
}

interface NextProps {
  preview: SeriesPreview
  zone: string
}

/** What happens next, and that a date may be given up without the others. */
function Next({ preview, zone }: NextProps) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const { answer_by, automatic, bookable, total } = preview
  if (bookable === 0) return <Text>{t('series.offer.none')}</Text>
  const free = total.ttc === 0
  const by = { moment: answer_by ? moment(answer_by, zone) : '' }
  const atOnce = free ? 'series.offer.automatic_free' : 'series.offer.automatic'
  const asked = free ? 'series.offer.request_free' : 'series.offer.request'
  return (
    <>
      <Text>{automatic || !answer_by ? t(atOnce) : t(asked, by)}</Text>
      {!free && <Text size="sm">{t('series.offer.cancellation')}</Text>}
    </>
  )
}
