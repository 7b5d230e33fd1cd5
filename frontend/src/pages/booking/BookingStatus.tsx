import {
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconClockOff,
  IconCreditCard,
  IconUserCheck,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BookingStatus as State } from '@/api/shapes'
import { Status, type Tone } from '@/ui/Status'

const size = 16

const LOOKS: Record<State, [Tone, ReactNode]> = {
  offered: ['waiting', <IconUserCheck key="i" size={size} />],
  awaiting_payment: ['waiting', <IconCreditCard key="i" size={size} />],
  pending_host: ['waiting', <IconClock key="i" size={size} />],
  confirming: ['waiting', <IconCreditCard key="i" size={size} />],
  confirmed: ['good', <IconCircleCheck key="i" size={size} />],
  declined: ['bad', <IconCircleX key="i" size={size} />],
  expired: ['quiet', <IconClockOff key="i" size={size} />],
  cancelled: ['bad', <IconBan key="i" size={size} />],
  abandoned: ['quiet', <IconClockOff key="i" size={size} />],
}

export function BookingStatus({ status }: { status: State }) {
  const { t } = useTranslation()
  const [tone, icon] = LOOKS[status]
  return (
    <Status tone={tone} icon={icon}>
      {t(`booking.status.${status}`)}
    </Status>
  )
}
