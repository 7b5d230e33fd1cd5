import { Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Booking } from '@/api/shapes'
import { Loading } from '@/ui/Loading'
import { Notice } from '@/ui/Notice'

// Drawing a code is for those who have one to show.
const CheckIn = lazy(() => import('./CheckIn').then((all) => ({ default: all.CheckIn })))

/** The coworker's side of checking in: the code to show, then that it was done. */
export function OwnArrival({ booking }: { booking: Booking }) {
  const { t } = useTranslation()
  const presence = booking.attendance?.presence
  if (presence === 'arrived') return <Notice>{t('checkin.mine.arrived')}</Notice>
  if (presence === 'no_show') return <Text>{t('checkin.mine.no_show')}</Text>
  if (!booking.check_in) return null
  return (
    <Suspense fallback={<Loading rows={1} height={280} />}>
      <CheckIn checkIn={booking.check_in} />
    </Suspense>
  )
}
