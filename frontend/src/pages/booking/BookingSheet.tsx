import { Anchor, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Booking } from '@/api/shapes'
import { Amount } from '@/money/Amount'
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
  documents: ReactNode
  trail: ReactNode
}

/** A booking as both sides read it; each side brings its next step, its actions and its papers. */
export function BookingSheet({ booking, next, actions, space, documents, trail }: Props) {
  const { t } = useTranslation()
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
              </Group>
              {next}
              {actions}
            </Stack>
          </Section>
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
            </dl>
          </Section>
          <Section title={t('booking.price.title')}>
            <Stack>
              {paying && (
                <Group justify="space-between">
                  <Text>{t(`booking.money.${booking.money}`)}</Text>
                  <Amount cents={booking.total.ttc} basis="TTC" strong />
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
      <Anchor href={mailTo(email)}>{email}</Anchor>
    </>
  )
}
