import {
  IconCircleCheck,
  IconClock,
  IconClockExclamation,
  IconHelpCircle,
  IconUserOff,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Presence } from '@/api/shapes'
import { Status, type Tone } from '@/ui/Status'

const size = 16

const LOOKS: Record<Presence, [Tone, ReactNode]> = {
  expected: ['quiet', <IconClock key="i" size={size} />],
  late: ['waiting', <IconClockExclamation key="i" size={size} />],
  arrived: ['good', <IconCircleCheck key="i" size={size} />],
  no_show: ['bad', <IconUserOff key="i" size={size} />],
  unmarked: ['quiet', <IconHelpCircle key="i" size={size} />],
}

export function PresenceStatus({ presence }: { presence: Presence }) {
  const { t } = useTranslation()
  const [tone, icon] = LOOKS[presence]
  return (
    <Status tone={tone} icon={icon}>
      {t(`checkin.presence.${presence}`)}
    </Status>
  )
}
