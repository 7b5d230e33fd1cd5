import { VisuallyHidden } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Block, PlannedBooking, PlannedRoom, Planning } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { clockWords, shortDate } from '@/time/format'
import { useNow } from '@/time/useNow'
import { useTimeWords } from '@/time/useTimeWords'
import {
  type AxisDay,
  axisOf,
  isRequest,
  isUnpaid,
  lanes,
  overlap,
  placeIn,
  type Stretch,
  stretchOf,
  ticks,
} from './axis'
import classes from './Grid.module.css'
import { type Ghost, useGridDrag } from './useGridDrag'
import { usePlanningWords } from './usePlanningWords'

interface Props {
  planning: Planning
  /** Slots being chosen for a block, in these rooms; null while nothing is. */
  chosen: { roomIds: string[]; slots: Stretch[] } | null
  onSelect: (roomId: string, slot: Stretch) => void
  onBooking: (booking: PlannedBooking, room: PlannedRoom) => void
  onBlock: (block: Block, room: PlannedRoom) => void
  onMove: (booking: PlannedBooking, to: Ghost) => void
  onDay: (day: string) => void
}

const A_DAY_ONLY = 1
const FEW_TICKS = 4

/** All rooms, one under the other, over the same hours. */
export function Grid({ planning, chosen, onSelect, onBooking, onBlock, onMove, onDay }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const axis = axisOf(planning)
  const zone = planning.timezone
  const drag = useGridDrag({ axis, choosing: chosen !== null, onSelect, onMove })
  const every = axis.length === A_DAY_ONLY ? 1 : FEW_TICKS
  return (
    // Wider than a telephone: it scrolls, and so it takes the focus.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroller} aria-label={t('planning.grid')} tabIndex={0}>
      <div
        className={classes.grid}
        data-days={axis.length}
        data-choosing={chosen !== null || undefined}
      >
        <div className={classes.head}>
          <span className={classes.corner} />
          {axis.map((day) => (
            <div key={day.day} className={classes.dayHead}>
              <button type="button" className={classes.dayName} onClick={() => onDay(day.day)}>
                {shortDate(day.day, language)}
              </button>
              <div className={classes.ticks} aria-hidden>
                {ticks(day, every).map((at) => (
                  <span
                    key={at}
                    style={{ left: `${placeIn(day, { start: at, end: at + 1 })?.left}%` }}
                  >
                    {clockWords(at, zone, language).slice(0, 5)}
                  </span>
                ))}
              </div>
            </div>
          ))}
        </div>
        {planning.rooms.map((room) => (
          <Row
            key={room.id}
            {...{ room, axis, zone, drag, onBooking, onBlock }}
            slots={chosen?.roomIds.includes(room.id) ? chosen.slots : []}
          />
        ))}
      </div>
    </section>
  )
}

interface RowProps extends Pick<Props, 'onBooking' | 'onBlock'> {
  room: PlannedRoom
  axis: AxisDay[]
  zone: string
  slots: Stretch[]
  drag: ReturnType<typeof useGridDrag>
}

function Row({ room, axis, zone, slots, drag, onBooking, onBlock }: RowProps) {
  const { t } = useTranslation()
  const words = usePlanningWords(zone)
  const stretches = room.bookings.map(stretchOf)
  const lines = lanes(stretches)
  const height = Math.max(1, ...lines.map((line) => line + 1))
  const ghost = drag.ghost?.roomId === room.id ? drag.ghost : null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of the planning is no set of fields
    <div
      className={classes.row}
      role="group"
      aria-label={room.name}
      style={{ '--room': room.colour, '--lines': height }}
    >
      <div className={classes.room}>
        <span className={classes.dot} aria-hidden />
        <span>
          {room.name}
          {!room.listed && <small>{t('planning.gone')}</small>}
        </span>
      </div>
      {axis.map((day) => (
        <div
          key={day.day}
          className={classes.cell}
          data-day={day.day}
          data-room={room.id}
          {...drag.handlers(null)}
        >
          {closed(day).map((part) => (
            <span key={part.start} className={classes.closed} style={at(day, part)} />
          ))}
          {room.blocks
            .filter((one) => overlap(day, stretchOf(one)))
            .map((block) => (
              <button
                key={block.id}
                type="button"
                className={classes.block}
                title={words.block(block, room.name)}
                style={at(day, stretchOf(block))}
                onClick={() => onBlock(block, room)}
              >
                <VisuallyHidden>{words.block(block, room.name)}</VisuallyHidden>
                <span className={classes.reason} aria-hidden>
                  {block.reason || t('planning.blocked')}
                </span>
              </button>
            ))}
          {room.bookings.map((booking, index) => {
            const stretch = stretches[index]
            if (!stretch || !overlap(day, stretch)) return null
            return (
              <button
                key={booking.id}
                type="button"
                className={classes.booking}
                title={words.booking(booking, room.name)}
                data-request={isRequest(booking) || undefined}
                data-unpaid={isUnpaid(booking) || undefined}
                data-movable={booking.can_move || undefined}
                style={{ ...at(day, stretch), '--line': lines[index] ?? 0 }}
                {...drag.handlers(booking)}
                onClick={() => !drag.wasDrag() && onBooking(booking, room)}
              >
                <VisuallyHidden>{words.booking(booking, room.name)}</VisuallyHidden>
                <span className={classes.who} aria-hidden>
                  {words.who(booking)}
                </span>
                {isRequest(booking) && booking.answer_by && <TimeLeft at={booking.answer_by} />}
              </button>
            )
          })}
          {slots
            .filter((slot) => overlap(day, slot))
            .map((slot) => (
              <span key={slot.start} className={classes.chosen} style={at(day, slot)} />
            ))}
          {ghost && overlap(day, ghost) && (
            <span className={classes.ghost} style={at(day, ghost)} />
          )}
        </div>
      ))}
    </div>
  )
}

/** What is left to answer, where only a few signs fit. */
function TimeLeft({ at }: { at: string }) {
  const { t } = useTranslation()
  const { left } = useTimeWords()
  const words = left(Date.parse(at) - useNow())
  return (
    <span className={classes.deadline}>
      <IconClock size={12} aria-hidden />
      <VisuallyHidden>
        {words ? t('time.remaining', { left: words }) : t('time.over')}
      </VisuallyHidden>
      <span aria-hidden>{words ?? t('time.over')}</span>
    </span>
  )
}

function at(day: Stretch, what: Stretch) {
  const place = placeIn(day, what)
  return place ? { left: `${place.left}%`, width: `${place.width}%` } : undefined
}

/** What a day's opening hours leave out. */
function closed(day: AxisDay): Stretch[] {
  const found: Stretch[] = []
  let from = day.start
  for (const open of [...day.open].sort((a, b) => a.start - b.start)) {
    if (open.start > from) found.push({ start: from, end: Math.min(open.start, day.end) })
    from = Math.max(from, open.end)
  }
  if (from < day.end) found.push({ start: from, end: day.end })
  return found
}
