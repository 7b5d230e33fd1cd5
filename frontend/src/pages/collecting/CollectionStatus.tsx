import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHourglass,
  IconPencil,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Status, type Tone } from '@/ui/Status'
import type { CollectionState } from './actions'

const size = 16

const LOOKS: Record<CollectionState, [Tone, ReactNode]> = {
  none: ['quiet', <IconCircleDashed key="i" size={size} />],
  to_finish: ['waiting', <IconPencil key="i" size={size} />],
  under_review: ['waiting', <IconHourglass key="i" size={size} />],
  active: ['good', <IconCircleCheck key="i" size={size} />],
  restricted: ['bad', <IconAlertTriangle key="i" size={size} />],
  rejected: ['bad', <IconCircleX key="i" size={size} />],
}

export function CollectionStatus({ state }: { state: CollectionState }) {
  const { t } = useTranslation()
  const [tone, icon] = LOOKS[state]
  return (
    <Status tone={tone} icon={icon}>
      {t(`collecting.status.${state}`)}
    </Status>
  )
}
