import { Group, Stack, Text } from '@mantine/core'
import { IconCalendarCheck, IconCalendarShare } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { BookingSummary } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { Amount } from '@/money/Amount'
import { BookingStatus } from '@/pages/booking/BookingStatus'
import { StatusFilter } from '@/pages/booking/StatusFilter'
import { SeriesBadge } from '@/pages/series/SeriesBadge'
import { Deadline } from '@/time/Deadline'
import { useTimeWords } from '@/time/useTimeWords'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import classes from './MyBookingsPage.module.css'
import { WaitingLists } from './WaitingLists'

const route = getRouteApi('/reservations')

export function MyBookingsPage() {
  const { t } = useTranslation()
  const { status } = route.useSearch()
  const navigate = route.useNavigate()
  const bookings = usePages(['bookings', 'list', status ?? 'all'], (cursor) =>
    take(api.GET('/bookings', { params: { query: { status, cursor } } })),
  )
  return (
    <>
      <PageTitle
        actions={
          <ButtonLink
            to="/mon-compte"
            hash="agenda"
            variant="default"
            leftSection={<IconCalendarShare size={18} aria-hidden />}
          >
            {t('feeds.mine.go')}
          </ButtonLink>
        }
      >
        {t('booking.list.title')}
      </PageTitle>
      <WaitingLists />
      <StatusFilter
        value={status}
        onChange={(next) => navigate({ search: { status: next }, replace: true })}
      />
      <List
        pages={bookings}
        empty={
          <Empty
            icon={<IconCalendarCheck size={28} />}
            action={
              status ? (
                <ButtonLink to="/reservations" search={{}} variant="default">
                  {t('booking.list.show_all')}
                </ButtonLink>
              ) : (
                <ButtonLink to="/">{t('booking.list.search')}</ButtonLink>
              )
            }
          >
            {t(status ? 'booking.list.empty_filtered' : 'booking.list.empty')}
          </Empty>
        }
      >
        {(items) => (
          <ul className={classes.list}>
            {items.map((booking) => (
              <Row key={booking.id} booking={booking} />
            ))}
          </ul>
        )}
      </List>
    </>
  )
}

function Row({ booking }: { booking: BookingSummary }) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  return (
    <li className={classes.row}>
      <Stack gap={2} className={classes.words}>
        <Link
          to="/reservations/$bookingId"
          params={{ bookingId: booking.id }}
          className={classes.link}
        >
          {booking.room_name}, {booking.space_name}
        </Link>
        <Text size="sm">{span(booking.start, booking.end, booking.timezone)}</Text>
        <Text size="sm" c="dimmed">
          {t('booking.people_count', { count: booking.people })}
        </Text>
        {booking.series && (
          <div>
            <SeriesBadge series={booking.series} />
          </div>
        )}
      </Stack>
      <Stack gap={4} className={classes.state}>
        <Group gap="xs">
          <BookingStatus status={booking.status} />
          {booking.status === 'pending_host' && booking.answer_by && (
            <Deadline at={booking.answer_by} zone={booking.timezone} />
          )}
          {booking.status === 'offered' && booking.offered_until && (
            <Deadline at={booking.offered_until} zone={booking.timezone} />
          )}
        </Group>
        {booking.total.ttc === 0 ? (
          <Text size="sm">{t('money.free')}</Text>
        ) : (
          <Amount cents={booking.total.ttc} basis="TTC" />
        )}
      </Stack>
    </li>
  )
}
