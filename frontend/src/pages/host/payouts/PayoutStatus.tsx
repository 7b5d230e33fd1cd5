import {
  IconAlertTriangle,
  IconCircleCheck,
  IconHourglass,
  IconTruckDelivery,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Payout } from '@/api/shapes'
import { Status, type Tone } from '@/ui/Status'

const size = 16

const LOOKS: Record<Payout['state'], [Tone, ReactNode]> = {
  creating: ['quiet', <IconHourglass key="i" size={size} />],
  sent: ['waiting', <IconTruckDelivery key="i" size={size} />],
  paid: ['good', <IconCircleCheck key="i" size={size} />],
  failed: ['bad', <IconAlertTriangle key="i" size={size} />],
}

export function PayoutStatus({ state }: { state: Payout['state'] }) {
  const { t } = useTranslation()
  const [tone, icon] = LOOKS[state]
  return (
    <Status tone={tone} icon={icon}>
      {t(`payouts.payout_state.${state}`)}
    </Status>
  )
}
