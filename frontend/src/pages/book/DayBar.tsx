import type { AvailableDay } from '@/api/shapes'
import { wallOf } from '@/time/wall'
import classes from './DayBar.module.css'
import type { Slot } from './slots'

interface Props {
  day: AvailableDay
  zone: string
  people: number
  start: Slot | undefined
  end: Slot | undefined
}

/** The day at a glance. The two lists beside it say the same to those who cannot see it. */
export function DayBar({ day, zone, people, start, end }: Props) {
  const first = day.runs[0]
  const last = day.runs.at(-1)
  if (!first || !last) return null
  const opens = Date.parse(first.start)
  const closes = Date.parse(last.end)
  const place = (from: number, to: number) => ({
    left: `${((from - opens) / (closes - opens)) * 100}%`,
    width: `${((Math.min(to, closes) - from) / (closes - opens)) * 100}%`,
  })
  return (
    <div aria-hidden>
      <div className={classes.bar}>
        {day.runs.map((run) => (
          <span
            key={run.start}
            className={classes.run}
            data-free={run.free >= people || undefined}
            style={place(Date.parse(run.start), Date.parse(run.end))}
          />
        ))}
        {start && end && (
          <span className={classes.chosen} style={place(start.instant, end.instant)} />
        )}
      </div>
      <div className={classes.ends}>
        <span>{wallOf(opens, zone).clock}</span>
        <span>{wallOf(closes, zone).clock.replace('00:00', '24:00')}</span>
      </div>
    </div>
  )
}
