import { IconCalendarCheck } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { StatusFilter } from '@/pages/booking/StatusFilter'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { BookingsTable } from './BookingsTable'
import { BookingTabs } from './BookingTabs'
import { useHostBookings } from './useHostBookings'

const route = getRouteApi('/hote/$hostId/reservations')
const EVERY = 30_000

export function BookingsPage() {
  const { t } = useTranslation()
  const { hostId } = route.useParams()
  const { status } = route.useSearch()
  const navigate = route.useNavigate()
  const bookings = useHostBookings(hostId, status, EVERY)
  return (
    <>
      <PageTitle>{t('host.bookings.title')}</PageTitle>
      <BookingTabs hostId={hostId} />
      <StatusFilter
        value={status}
        onChange={(next) => navigate({ search: { status: next }, replace: true })}
      />
      <List
        pages={bookings}
        empty={
          status ? (
            <Empty
              icon={<IconCalendarCheck size={28} />}
              action={
                <ButtonLink
                  to="/hote/$hostId/reservations"
                  params={{ hostId }}
                  search={{}}
                  variant="default"
                >
                  {t('booking.list.show_all')}
                </ButtonLink>
              }
            >
              {t('booking.list.empty_filtered')}
            </Empty>
          ) : (
            <Empty
              icon={<IconCalendarCheck size={28} />}
              action={
                <ButtonLink to="/hote/$hostId/espaces" params={{ hostId }}>
                  {t('host.bookings.see_spaces')}
                </ButtonLink>
              }
            >
              {t('host.bookings.empty')}
            </Empty>
          )
        }
      >
        {(items) => <BookingsTable hostId={hostId} bookings={items} />}
      </List>
    </>
  )
}
