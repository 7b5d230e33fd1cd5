import { IconAlertTriangle, IconCircleCheck, IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ListingImport } from '@/api/shapes'
import { Status, type Tone } from '@/ui/Status'

const TONES: Record<ListingImport['state'], Tone> = {
  awaiting: 'quiet',
  bringing: 'waiting',
  inviting: 'waiting',
  done: 'good',
  refused: 'bad',
}

const ICONS = {
  good: IconCircleCheck,
  bad: IconAlertTriangle,
  quiet: IconHourglass,
  waiting: IconHourglass,
}

export function ImportStatus({ state }: { state: ListingImport['state'] }) {
  const { t } = useTranslation()
  const tone = TONES[state]
  const Icon = ICONS[tone]
  return (
    <Status tone={tone} icon={<Icon size={16} />}>
      {t(`imports.state.${state}`)}
    </Status>
  )
}
