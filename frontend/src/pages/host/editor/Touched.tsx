import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Impact, ImpactReason, Touched } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { BookingStatus } from '@/pages/booking/BookingStatus'
import { useTimeWords } from '@/time/useTimeWords'
import { TextLink } from '@/ui/links'
import { grouped } from './grouped'
import classes from './Touched.module.css'

interface Props {
  hostId: string
  impact: Impact
  zone: string
}

/** What an edit touches, by its first reason; each opens beside the page, on which nothing typed is lost. */
export function TouchedList({ hostId, impact, zone }: Props) {
  const { t } = useTranslation()
  const { groups, more } = grouped(impact)
  return (
    <div className={classes.all}>
      {groups.map(({ reason, bookings }) => (
        <section key={reason} aria-label={t(`impact.reason.${reason}`)}>
          <Text fw={600}>
            {t('impact.group', {
              reason: t(`impact.reason.${reason}`),
              number: bookings.length,
            })}
          </Text>
          <Text size="sm" c="dimmed">
            {t(`impact.hint.${reason}`)}
          </Text>
          <ul className={classes.bookings}>
            {bookings.map((one) => (
              <Row key={one.id} hostId={hostId} booking={one} zone={zone} first={reason} />
            ))}
          </ul>
        </section>
      ))}
      {more > 0 && <Text size="sm">{t('impact.more', { count: more })}</Text>}
    </div>
  )
}

function Price({ cents }: { cents: number }) {
  const { t } = useTranslation()
  return cents === 0 ? t('money.free') : <Amount cents={cents} basis="TTC" />
}

/** What was agreed, which stays, beside what the same time would cost from now on. */
function BothPrices({ agreed, now }: { agreed: number; now: number }) {
  const { t } = useTranslation()
  return (
    <dl className={classes.prices}>
      <div>
        <dt>{t('impact.agreed')}</dt>
        <dd>
          <Price cents={agreed} />
        </dd>
      </div>
      <div>
        <dt>{t('impact.at_new_price')}</dt>
        <dd>
          <Price cents={now} />
        </dd>
      </div>
    </dl>
  )
}

interface RowProps {
  hostId: string
  booking: Touched
  zone: string
  first: ImpactReason
}

function Row({ hostId, booking, zone, first }: RowProps) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  const who = booking.who ?? t('host.unknown_person')
  const also = booking.reasons
    .filter((reason) => reason !== first)
    .map((reason) => t(`impact.reason.${reason}`))
  return (
    <li>
      <TextLink
        to="/hote/$hostId/reservations/$bookingId"
        params={{ hostId, bookingId: booking.id }}
        fw={600}
      >
        {who}
      </TextLink>
      <Text size="sm">
        {booking.room_name} · {span(booking.start, booking.end, zone)} ·{' '}
        {t('booking.people_count', { count: booking.people })}
      </Text>
      {also.length > 0 && <Text size="sm">{t('impact.also', { reasons: also.join(', ') })}</Text>}
      <div className={classes.state}>
        <BookingStatus status={booking.status} />
        {booking.new_total === null ? (
          <Price cents={booking.total} />
        ) : (
          <BothPrices agreed={booking.total} now={booking.new_total} />
        )}
      </div>
    </li>
  )
}
