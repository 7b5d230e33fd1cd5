import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { clocks } from '@/time/wall'
import { DayInput } from '@/ui/DayInput'
import classes from './SpanFields.module.css'
import { clockOf, dayOf, type WallSpan } from './wallSpan'

interface Props {
  value: WallSpan
  onChange: (span: WallSpan) => void
}

const CLOCKS = clocks()

/** Start and end by day and clock: what a drag says, typed. */
export function SpanFields({ value, onChange }: Props) {
  const { t } = useTranslation()
  const { start, end } = value

  function startDay(day: string | null) {
    if (!day) return
    const follows = dayOf(end) === dayOf(start) || dayOf(end) < day
    onChange({
      start: `${day}T${clockOf(start)}`,
      end: `${follows ? day : dayOf(end)}T${clockOf(end)}`,
    })
  }

  return (
    <>
      <div className={classes.moment}>
        <DayInput label={t('planning.start_day')} value={dayOf(start)} onChange={startDay} />
        <NativeSelect
          label={t('planning.start_clock')}
          data={CLOCKS}
          value={clockOf(start)}
          onChange={({ currentTarget }) =>
            onChange({ start: `${dayOf(start)}T${currentTarget.value}`, end })
          }
        />
      </div>
      <div className={classes.moment}>
        <DayInput
          label={t('planning.end_day')}
          value={dayOf(end)}
          onChange={(day) => day && onChange({ start, end: `${day}T${clockOf(end)}` })}
        />
        <NativeSelect
          label={t('planning.end_clock')}
          data={CLOCKS}
          value={clockOf(end)}
          onChange={({ currentTarget }) =>
            onChange({ start, end: `${dayOf(end)}T${currentTarget.value}` })
          }
        />
      </div>
    </>
  )
}
