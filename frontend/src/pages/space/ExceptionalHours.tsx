import { useTranslation } from 'react-i18next'
import type { OpenInterval } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { dateWords } from '@/time/format'
import { now } from '@/time/now'
import { wallOf } from '@/time/wall'
import classes from './SpaceFacts.module.css'

const SHOWN = 5

export interface ExceptionalDays {
  timezone: string
  exceptional_days: readonly {
    day: string
    label: string
    hours?: readonly OpenInterval[] | undefined
  }[]
}

/** The days to come on which a space keeps other hours than usual: the next ones, the others folded away. */
export function ExceptionalHours({ space }: { space: ExceptionalDays }) {
  const { t } = useTranslation()
  const today = wallOf(now(), space.timezone).date
  const coming = space.exceptional_days.filter(({ day }) => day >= today)
  const later = coming.slice(SHOWN)
  if (coming.length === 0) return null
  return (
    <div className={classes.exceptional}>
      <h3>{t('space.exceptional')}</h3>
      <Days days={coming.slice(0, SHOWN)} />
      {later.length > 0 && (
        <details>
          <summary>{t('space.exceptional_more', { count: later.length })}</summary>
          <Days days={later} />
        </details>
      )}
    </div>
  )
}

function Days({ days }: { days: ExceptionalDays['exceptional_days'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <dl className={classes.hours}>
      {days.map(({ day, label, hours = [] }) => (
        <div key={day}>
          <dt>
            {dateWords(day, language)}
            {label && <span className={classes.label}>{label}</span>}
          </dt>
          <dd>
            {hours.map(({ opens, closes }) => `${opens} – ${closes}`).join(', ') ||
              t('space.closed')}
          </dd>
        </div>
      ))}
    </dl>
  )
}
