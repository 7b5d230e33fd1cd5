import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { TabLinks } from '@/ui/TabLinks'

/** The bookings of an organisation, as a list, as a planning and in other calendars. */
export function BookingTabs({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  return (
    <TabLinks label={t('host.bookings.title')}>
      <Link
        to="/hote/$hostId/reservations"
        params={{ hostId }}
        activeOptions={{ exact: true, includeSearch: false }}
      >
        {t('planning.list_tab')}
      </Link>
      <Link
        to="/hote/$hostId/reservations/planification"
        params={{ hostId }}
        activeOptions={{ includeSearch: false }}
      >
        {t('planning.tab')}
      </Link>
      <Link to="/hote/$hostId/reservations/agendas" params={{ hostId }}>
        {t('feeds.host.tab')}
      </Link>
    </TabLinks>
  )
}
