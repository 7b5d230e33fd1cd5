import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BookingSummary, Series, SeriesDate } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { BookingStatus } from '@/pages/booking/BookingStatus'
import { zoneToName } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { wallOf } from '@/time/wall'
import { Outcome } from './Outcome'
import classes from './Series.module.css'
import { useWallWords } from './useWallWords'

const SAID_BY_STATUS = 'awaited'

interface Props {
  series: Series
  link: (booking: BookingSummary, words: string) => ReactNode
  actions?: (date: SeriesDate, words: string) => ReactNode
}

/** A receipt per date: what became of it, what it cost, what can be done. */
export function SeriesDates({ series, link, actions }: Props) {
  const { t } = useTranslation()
  const { day } = useWallWords()
  const city = zoneToName(series.payer.start, series.timezone)
  return (
    <>
      {city && (
        <Text size="sm" c="dimmed">
          {t('series.zone', { city })}
        </Text>
      )}
      <ul className={classes.list}>
        {series.dates.map((date) => (
          <li key={date.start} className={classes.row}>
            <Stack gap={4} align="flex-start" className={classes.words}>
              {date.booking ? (
                link(date.booking, day(date.start))
              ) : (
                <Text fw={550}>{day(date.start)}</Text>
              )}
              <Moved date={date} zone={series.timezone} />
              {date.booking ? (
                <Receipt booking={date.booking} />
              ) : (
                <Outcome outcome={date.outcome} why={date.why} />
              )}
            </Stack>
            {actions?.(date, day(date.start))}
          </li>
        ))}
      </ul>
    </>
  )
}

function Receipt({ booking }: { booking: BookingSummary }) {
  const { t } = useTranslation()
  const { ttc } = booking.total
  return (
    <Group gap="xs">
      <BookingStatus status={booking.status} />
      {ttc === 0 ? (
        <Text size="sm">{t('money.free')}</Text>
      ) : (
        <>
          <Amount cents={ttc} basis="TTC" />
          {booking.money !== SAID_BY_STATUS && (
            <Text size="sm" c="dimmed">
              {t(`booking.money.${booking.money}`)}
            </Text>
          )}
        </>
      )}
      {booking.of_series && (
        <Text size="sm" c="dimmed">
          {t('series.page.apart')}
        </Text>
      )}
    </Group>
  )
}

/** Where its host has moved a date since. */
function Moved({ date, zone }: { date: SeriesDate; zone: string }) {
  const { span } = useTimeWords()
  if (!date.booking) return null
  const { date: day, clock } = wallOf(date.booking.start, zone)
  if (`${day}T${clock}` === date.start) return null
  return <Text size="sm">{span(date.booking.start, date.booking.end, zone)}</Text>
}
