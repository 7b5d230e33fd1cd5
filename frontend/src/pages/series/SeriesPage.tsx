import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { Series, SeriesDate } from '@/api/shapes'
import { goAndPay } from '@/pages/booking/checkout'
import { Loading } from '@/ui/Loading'
import { TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { BookDateDialog } from './BookDateDialog'
import { CancelSeriesDialog } from './CancelSeriesDialog'
import { losses } from './dates'
import { SEEN_ELSEWHERE, seriesQuery } from './queries'
import classes from './Series.module.css'
import { SeriesDates } from './SeriesDates'
import { SeriesNext } from './SeriesNext'
import { useWallWords } from './useWallWords'

const route = getRouteApi('/series/$seriesId')

/** A coworker's series. */
export function SeriesPage() {
  const { t } = useTranslation()
  const { seriesId } = route.useParams()
  const series = useQuery(seriesQuery(seriesId))
  if (series.data) return <CoworkersSeries series={series.data} />
  return (
    <>
      <PageTitle>{t('series.title', { room: '…' })}</PageTitle>
      {series.isPending && <Loading rows={4} />}
      <ProblemAlert error={series.error} onRetry={() => series.refetch()} />
    </>
  )
}

/** What a dialog is about: a date to book, or the booking to cancel from (empty: all). */
type Asked = { book: SeriesDate } | { cancel: string } | null

function CoworkersSeries({ series }: { series: Series }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { weekly } = useWallWords()
  const [asked, setAsked] = useState<Asked>(null)
  const [first] = series.dates
  const left = losses(series.dates)
  const close = () => setAsked(null)

  function show(changed: Series) {
    queries.setQueryData(seriesQuery(series.id).queryKey, changed)
    for (const queryKey of SEEN_ELSEWHERE) void queries.invalidateQueries({ queryKey })
  }

  return (
    <>
      <PageTitle
        lead={
          <>
            {first &&
              t('series.page.lead', {
                count: series.dates.length,
                span: weekly(first.start, first.end),
              })}
            <br />
            <TextLink to="/espaces/$spaceId" params={{ spaceId: series.space_id }}>
              {series.space_name}
            </TextLink>
          </>
        }
      >
        {t('series.title', { room: series.room_name })}
      </PageTitle>
      <Stack gap="lg">
        <Section title={t('series.page.next')}>
          <Stack>
            <SeriesNext series={series} />
            <Actions
              series={series}
              mayCancel={series.waits || left.length > 0}
              onCancel={() => setAsked({ cancel: '' })}
            />
          </Stack>
        </Section>
        <Section title={t('series.page.dates')} lead={t('series.page.lead_dates')}>
          <SeriesDates
            series={series}
            link={({ id }, words) => (
              <Link
                to="/reservations/$bookingId"
                params={{ bookingId: id }}
                className={classes.link}
              >
                {words}
              </Link>
            )}
            actions={(date, words) => (
              <Group gap="xs">
                {left.some((one) => one.date === date) && (
                  <Button
                    variant="default"
                    aria-label={t('series.page.cancel_named', { date: words })}
                    onClick={() => setAsked({ cancel: date.booking?.id ?? '' })}
                  >
                    {t('series.page.cancel')}
                  </Button>
                )}
                {date.can_book && (
                  <Button
                    variant="default"
                    aria-label={t('series.page.book_named', { date: words })}
                    onClick={() => setAsked({ book: date })}
                  >
                    {t('series.page.book')}
                  </Button>
                )}
              </Group>
            )}
          />
        </Section>
      </Stack>
      {asked && 'book' in asked && (
        <BookDateDialog series={series} date={asked.book} onClose={close} />
      )}
      {asked && 'cancel' in asked && (
        <CancelSeriesDialog
          series={series}
          from={asked.cancel}
          onClose={close}
          onCancelled={show}
        />
      )}
    </>
  )
}

interface ActionsProps {
  series: Series
  mayCancel: boolean
  onCancel: () => void
}

function Actions({ series, mayCancel, onCancel }: ActionsProps) {
  const { t } = useTranslation()
  const resume = useMutation({
    mutationFn: () =>
      take(
        api.POST('/bookings/{booking_id}/checkout', {
          params: { path: { booking_id: series.payer.id } },
        }),
      ),
    onSuccess: ({ checkout_url }) => goAndPay(checkout_url),
  })
  return (
    <>
      <ProblemAlert error={resume.error} />
      <Group>
        {series.payer.status === 'awaiting_payment' && (
          <Button loading={resume.isPending || resume.isSuccess} onClick={() => resume.mutate()}>
            {t('booking.resume')}
          </Button>
        )}
        {mayCancel && (
          <Button variant="default" onClick={onCancel}>
            {t(series.waits ? 'series.page.cancel_request' : 'series.page.cancel_all')}
          </Button>
        )}
      </Group>
      {series.waits && (
        <Text size="sm" c="dimmed">
          {t('series.waits_together')}
        </Text>
      )}
    </>
  )
}
