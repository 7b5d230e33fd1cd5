import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BookingSummary, Series } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { BookingStatus } from '@/pages/booking/BookingStatus'
import { hostSeriesQuery } from '@/pages/series/queries'
import classes from '@/pages/series/Series.module.css'
import { SeriesDates } from '@/pages/series/SeriesDates'
import { useWallWords } from '@/pages/series/useWallWords'
import { Deadline } from '@/time/Deadline'
import { useTimeWords } from '@/time/useTimeWords'
import { Loading } from '@/ui/Loading'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { Answer } from './Answer'

const route = getRouteApi('/hote/$hostId/reservations/series/$seriesId')

export function HostSeriesPage() {
  const { t } = useTranslation()
  const { hostId, seriesId } = route.useParams()
  const series = useQuery(hostSeriesQuery(hostId, seriesId))
  if (series.data) return <HostsSeries hostId={hostId} series={series.data} />
  return (
    <>
      <PageTitle>{t('series.title', { room: '…' })}</PageTitle>
      {series.isPending && <Loading rows={4} />}
      <ProblemAlert error={series.error} onRetry={() => series.refetch()} />
    </>
  )
}

function HostsSeries({ hostId, series }: { hostId: string; series: Series }) {
  const { t } = useTranslation()
  const { weekly } = useWallWords()
  const [first] = series.dates
  const when =
    first &&
    t('series.page.lead', {
      count: series.dates.length,
      span: weekly(first.start, first.end),
    })
  return (
    <>
      <PageTitle lead={when}>{t('series.title', { room: series.room_name })}</PageTitle>
      <Stack gap="lg">
        <Section title={t('series.page.next')}>
          <TheirRequest hostId={hostId} series={series} />
        </Section>
        <Section title={t('series.page.dates')} lead={t('series.host.lead_dates')}>
          <SeriesDates
            series={series}
            link={({ id }, words) => (
              <Link
                to="/hote/$hostId/reservations/$bookingId"
                params={{ hostId, bookingId: id }}
                className={classes.link}
              >
                {words}
              </Link>
            )}
          />
        </Section>
      </Stack>
    </>
  )
}

/** Who asked, and the answer that is awaited: both stand with the booking that pays for all dates. */
function TheirRequest({ hostId, series }: { hostId: string; series: Series }) {
  const { t } = useTranslation()
  const { payer } = series
  return (
    <Stack>
      <Text fw={600}>{payer.coworker_name ?? t('host.unknown_person')}</Text>
      {payer.status === 'awaiting_payment' && (
        <>
          <Group>
            <BookingStatus status={payer.status} />
          </Group>
          <Text>{t('booking.host_next.awaiting_payment')}</Text>
        </>
      )}
      {payer.status === 'pending_host' && <Awaited hostId={hostId} payer={payer} />}
      {series.total.ttc > 0 && (
        <Group justify="space-between">
          <Text>{t('series.host.total')}</Text>
          <Amount cents={series.total.ttc} basis="TTC" strong />
        </Group>
      )}
    </Stack>
  )
}

/** The host's to answer, and by when. */
function Awaited({ hostId, payer }: { hostId: string; payer: BookingSummary }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const { answer_by, timezone } = payer
  return (
    <>
      <Group>
        <BookingStatus status={payer.status} />
      </Group>
      {answer_by && (
        <Stack gap="xs">
          <Text>
            {t('booking.host_next.pending_host', { moment: moment(answer_by, timezone) })}
          </Text>
          <Deadline at={answer_by} zone={timezone} />
        </Stack>
      )}
      <Answer hostId={hostId} booking={payer} />
    </>
  )
}
