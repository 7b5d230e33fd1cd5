import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PlannedRoom, Planning } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { clockWords, dateWords, weekdayNames } from '@/time/format'
import { overlap, type Stretch, stretchOf } from './axis'
import classes from './Month.module.css'
import { usePlanningWords } from './usePlanningWords'

interface Props {
  planning: Planning
  /** `2027-03`: the days of other months are dimmed. */
  month: string
  onDay: (day: string) => void
}

interface Entry {
  id: string
  at: number
  words: string
  colour: string
  kind: 'booking' | 'request' | 'block'
}

const MOST_SHOWN = 4

/** The calendar: every day of a month with what lies in it. */
export function Month({ planning, month, onDay }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const entriesOf = useEntries(planning)
  return (
    <div className={classes.month}>
      {weekdayNames(language).map((name) => (
        <div key={name} className={classes.weekday} aria-hidden>
          {name.slice(0, 3)}
        </div>
      ))}
      {planning.days.map((day) => {
        const entries = entriesOf(stretchOf(day))
        return (
          <button
            key={day.day}
            type="button"
            className={classes.day}
            data-other={!day.day.startsWith(month) || undefined}
            data-closed={day.open.length === 0 || undefined}
            onClick={() => onDay(day.day)}
          >
            <VisuallyHidden>
              {t('planning.day_named', {
                day: dateWords(day.day, language),
                count: entries.length,
              })}
            </VisuallyHidden>
            <span className={classes.number} aria-hidden>
              {Number(day.day.slice(8))}
            </span>
            {entries.slice(0, MOST_SHOWN).map((entry) => (
              <span
                aria-hidden
                key={entry.id}
                className={classes.entry}
                data-kind={entry.kind}
                style={{ '--room': entry.colour }}
              >
                {entry.words}
              </span>
            ))}
            {entries.length > MOST_SHOWN && (
              <span className={classes.more} aria-hidden>
                {t('planning.more', { count: entries.length - MOST_SHOWN })}
              </span>
            )}
            {entries.length > 0 && (
              <span className={classes.count} aria-hidden>
                {entries.length}
              </span>
            )}
          </button>
        )
      })}
    </div>
  )
}

function useEntries(planning: Planning) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = planning.timezone
  const { who } = usePlanningWords(zone)

  function ofRoom(room: PlannedRoom, day: Stretch): Entry[] {
    const bookings = room.bookings
      .filter((one) => overlap(day, stretchOf(one)))
      .map((one): Entry => {
        const at = Math.max(Date.parse(one.start), day.start)
        return {
          id: one.id,
          at,
          words: `${clockWords(at, zone, language)} ${who(one)}`,
          colour: room.colour,
          kind: one.status === 'pending_host' ? 'request' : 'booking',
        }
      })
    const blocks = room.blocks
      .filter((one) => overlap(day, stretchOf(one)))
      .map((one): Entry => {
        const at = Math.max(Date.parse(one.start), day.start)
        const words = `${room.name} : ${one.reason || t('planning.blocked')}`
        return { id: one.id, at, words, colour: room.colour, kind: 'block' }
      })
    return [...bookings, ...blocks]
  }

  return (day: Stretch) =>
    planning.rooms.flatMap((room) => ofRoom(room, day)).sort((a, b) => a.at - b.at)
}
