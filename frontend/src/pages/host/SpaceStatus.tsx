import { IconCircleCheck, IconCircleX, IconClock, IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { EditState, SpaceStatus as State } from '@/api/shapes'
import { Status, type Tone } from '@/ui/Status'

const size = 16

const LOOKS: Record<State, [Tone, ReactNode]> = {
  draft: ['quiet', <IconPencil key="i" size={size} />],
  in_moderation: ['waiting', <IconClock key="i" size={size} />],
  live: ['good', <IconCircleCheck key="i" size={size} />],
  refused: ['bad', <IconCircleX key="i" size={size} />],
}

const EDITS: Record<EditState, [Tone, ReactNode]> = {
  waiting: ['waiting', <IconClock key="i" size={size} />],
  refused: ['bad', <IconCircleX key="i" size={size} />],
}

/** Beside the state of a published space: what became of the edit that is not published. */
export function EditStatus({ state }: { state: EditState }) {
  const { t } = useTranslation()
  const [tone, icon] = EDITS[state]
  return (
    <Status tone={tone} icon={icon}>
      {t(`history.edit.${state}`)}
    </Status>
  )
}

export function SpaceStatus({ status }: { status: State }) {
  const { t } = useTranslation()
  const [tone, icon] = LOOKS[status]
  return (
    <Status tone={tone} icon={icon}>
      {t(`space.status.${status}`)}
    </Status>
  )
}
