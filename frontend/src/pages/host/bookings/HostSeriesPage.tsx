import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Series } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { BookingStatus } from '@/pages/booking/BookingStatus'
import { NextStep } from '@/pages/booking/NextStep'
import { hostBookingQuery } from '@/pages/booking/queries'
import { hostSeriesQuery } from '@/pages/series/queries'
import classes from '@/pages/series/Series.module.css'
import { SeriesDates } from '@/pages/series/SeriesDates'
import { useWallWords } from '@/pages/series/useWallWords'
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
  const payer = useQuery(hostBookingQuery(hostId, series.payer.id))
  return (
    <Stack>
      {payer.isPending && <Loading rows={1} height={44} />}
      <ProblemAlert error={payer.error} onRetry={() => payer.refetch()} />
      {payer.data && <Text fw={600}>{payer.data.coworker_name ?? t('host.unknown_person')}</Text>}
      {payer.data && series.waits && (
        <>
          <Group>
            <BookingStatus status={payer.data.status} />
          </Group>
          <NextStep booking={payer.data} side="host" />
          {payer.data.can_decline && <Answer hostId={hostId} booking={payer.data} />}
        </>
      )}
      {series.total.ttc > 0 && (
        <Group justify="space-between">
          <Text>{t('series.host.total')}</Text>
          <Amount cents={series.total.ttc} basis="TTC" strong />
        </Group>
      )}
    </Stack>
  )
}
