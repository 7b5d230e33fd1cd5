import { Anchor, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Booking } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { Amount } from '@/money/Amount'
import { PartOfSeries } from '@/pages/series/PartOfSeries'
import { SeriesBadge } from '@/pages/series/SeriesBadge'
import { cancellationWords } from '@/pages/space/words'
import { useTimeWords } from '@/time/useTimeWords'
import { PageTitle } from '@/ui/PageTitle'
import { Section } from '@/ui/Section'
import classes from './BookingSheet.module.css'
import { BookingStatus } from './BookingStatus'
import { PriceBreakdown } from './PriceBreakdown'
import { Timeline } from './Timeline'

interface Props {
  booking: Booking
  next: ReactNode
  actions: ReactNode
  space: ReactNode
  /** To the series that the booking is a date of. */
  series: ReactNode
  documents: ReactNode
  trail: ReactNode
  /** What the coworker shows on arriving, or what reception says of it. */
  arrival?: ReactNode
}

/** A booking as both sides read it; each side brings its next step, its actions and its papers. */
export function BookingSheet(props: Props) {
  const { booking, next, actions, space, series, documents, trail, arrival } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const { span } = useTimeWords()
  const { start, end, timezone, people } = booking
  const paying = booking.total.ttc > 0
  return (
    <>
      <PageTitle lead={span(start, end, timezone)}>
        {t('booking.title', { room: booking.room_name })}
      </PageTitle>
      <div className={classes.layout}>
        <Stack gap="lg">
          <Section title={t('booking.next')}>
            <Stack>
              <Group>
                <BookingStatus status={booking.status} />
                <SeriesBadge series={booking.series} />
              </Group>
              {next}
              <PartOfSeries booking={booking} link={series} />
              {actions}
            </Stack>
          </Section>
          {arrival}
          <Section title={t('booking.timeline.title')}>
            <Timeline entries={booking.timeline} zone={timezone} />
          </Section>
        </Stack>
        <Stack gap="lg">
          <Section title={t('booking.space')}>
            <dl className={classes.facts}>
              <dt>{t('booking.space')}</dt>
              <dd>{space}</dd>
              <dt>{t('booking.room')}</dt>
              <dd>{booking.room_name}</dd>
              <dt>{t('booking.when')}</dt>
              <dd>{span(start, end, timezone)}</dd>
              <dt>{t('booking.people')}</dt>
              <dd>{t('booking.people_count', { count: people })}</dd>
              {booking.coworker_name && (
                <>
                  <dt>{t('booking.coworker')}</dt>
                  <dd>
                    <Coworker name={booking.coworker_name} email={booking.coworker_email} />
                  </dd>
                </>
              )}
              {paying && (
                <>
                  <dt>{t('space.cancellation.title')}</dt>
                  <dd>{cancellationWords(t, language, booking.cancellation_policy)}</dd>
                </>
              )}
            </dl>
          </Section>
          {booking.guest_info && <ForGuests info={booking.guest_info} />}
          <Section title={t('booking.price.title')}>
            <Stack>
              {paying && (
                <Group justify="space-between">
                  <Text>
                    {booking.status === 'offered'
                      ? t('booking.price.once_taken')
                      : t(`booking.money.${booking.money}`)}
                  </Text>
                  <Amount cents={booking.total.ttc} basis="TTC" strong />
                </Group>
              )}
              {booking.back > 0 && booking.back < booking.total.ttc && (
                <Group justify="space-between">
                  <Text>{t('booking.of_which_back')}</Text>
                  <Amount cents={booking.back} basis="TTC" />
                </Group>
              )}
              <PriceBreakdown price={booking.price} />
            </Stack>
          </Section>
          {paying && <Section title={t('documents.of_booking.title')}>{documents}</Section>}
        </Stack>
        {paying && <div className={classes.whole}>{trail}</div>}
      </div>
    </>
  )
}

/** An address may hold « ? » and « & », which would add recipients or words to the letter (RFC 6068). */
const mailTo = (email: string) => `mailto:${encodeURIComponent(email).replaceAll('%40', '@')}`

function Coworker({ name, email }: { name: string; email: string | null | undefined }) {
  if (!email) return name
  return (
    <>
      {name}
      <br />
      <Letter email={email} />
    </>
  )
}

function Letter({ email }: { email: string }) {
  return <Anchor href={mailTo(email)}>{email}</Anchor>
}

/** What only those learn whose booking is confirmed. */
function ForGuests({ info }: { info: NonNullable<Booking['guest_info']> }) {
  const { t } = useTranslation()
  const { access_notes, contact_email, contact_phone } = info
  if (!access_notes && !contact_email && !contact_phone) return null
  return (
    <Section title={t('booking.guests.title')}>
      <Stack gap="xs">
        {access_notes && <Text className={classes.access}>{access_notes}</Text>}
        {(contact_email || contact_phone) && (
          <Text>
            {t('booking.guests.contact')}
            {contact_email && <Letter email={contact_email} />}
            {contact_email && contact_phone && ' · '}
            {contact_phone}
          </Text>
        )}
      </Stack>
    </Section>
  )
}
