import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleDashed,
  IconProgress,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Document } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { Status, type Tone } from '@/ui/Status'
import classes from './DocumentState.module.css'
import { signed } from './sums'

const size = 16

const LOOKS: Record<Document['state'], [Tone, ReactNode]> = {
  paid: ['good', <IconCircleCheck key="i" size={size} />],
  unpaid: ['quiet', <IconCircleDashed key="i" size={size} />],
  partly_paid: ['waiting', <IconProgress key="i" size={size} />],
  credit: ['quiet', <IconArrowBackUp key="i" size={size} />],
}

/** What a document amounts to, TTC, in the colour of what has been paid of it. */
export function DocumentAmount({ document }: { document: Document }) {
  const [tone] = LOOKS[document.state]
  return (
    <span className={classes.amount} data-tone={tone} data-credit={document.state === 'credit'}>
      <Amount cents={signed(document).ttc} strong />
    </span>
  )
}

export function DocumentState({ state }: { state: Document['state'] }) {
  const { t } = useTranslation()
  const [tone, icon] = LOOKS[state]
  return (
    <Status tone={tone} icon={icon}>
      {t(`documents.state.${state}`)}
    </Status>
  )
}
