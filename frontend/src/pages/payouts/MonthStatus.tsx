import { IconAlertTriangle, IconCircleCheck, IconFlag, IconHourglass } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MonthState } from '@/api/shapes'
import { Status, type Tone } from '@/ui/Status'

const size = 16

const LOOKS: Record<MonthState, [Tone, ReactNode]> = {
  open: ['quiet', <IconHourglass key="i" size={size} />],
  parked: ['waiting', <IconAlertTriangle key="i" size={size} />],
  closed: ['good', <IconCircleCheck key="i" size={size} />],
  contested: ['bad', <IconFlag key="i" size={size} />],
}

export function MonthStatus({ state }: { state: MonthState }) {
  const { t } = useTranslation()
  const [tone, icon] = LOOKS[state]
  return (
    <Status tone={tone} icon={icon}>
      {t(`payouts.month_state.${state}`)}
    </Status>
  )
}
