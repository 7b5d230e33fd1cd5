import { IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Deadline.module.css'
import { readersZone } from './format'
import { useNow } from './useNow'
import { useTimeWords } from './useTimeWords'

const SOON = 6 * 3_600_000

interface Props {
  at: string
  zone?: string
}

/** What is left before `at`; the exact moment is one pointer or one line away. */
export function Deadline({ at, zone = readersZone() }: Props) {
  const { t } = useTranslation()
  const { moment, left } = useTimeWords()
  const remaining = Date.parse(at) - useNow()
  const words = left(remaining)
  return (
    <time
      dateTime={at}
      title={moment(at, zone)}
      className={classes.deadline}
      data-soon={remaining < SOON || undefined}
    >
      <IconClock size={16} aria-hidden />
      {words ? t('time.remaining', { left: words }) : t('time.over')}
    </time>
  )
}
