import {
  IconBan,
  IconCircleCheck,
  IconInfoCircle,
  IconLock,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeriesOutcome } from '@/api/shapes'
import { Status, type Tone } from '@/ui/Status'
import { outcomeKey } from './dates'

const size = 16

const LOOKS: Record<SeriesOutcome, [Tone, ReactNode]> = {
  booked: ['good', <IconCircleCheck key="i" size={size} />],
  full: ['bad', <IconUsersGroup key="i" size={size} />],
  blocked: ['bad', <IconBan key="i" size={size} />],
  closed: ['quiet', <IconLock key="i" size={size} />],
  refused: ['waiting', <IconInfoCircle key="i" size={size} />],
}

/** Whether a date can be booked, or what stands against it. */
export function Outcome({ outcome, why }: { outcome: SeriesOutcome; why: string }) {
  const { t } = useTranslation()
  const [tone, icon] = LOOKS[outcome]
  return (
    <Status tone={tone} icon={icon} wraps>
      {t(`series.outcome.${outcomeKey(outcome, why)}`)}
    </Status>
  )
}
