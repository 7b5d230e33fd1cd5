import { Button, Group, Stack } from '@mantine/core'
import { IconCalendarPlus, IconLock } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Block, PlannedBooking, PlannedRoom, Planning } from '@/api/shapes'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { hostBookingsKey } from '../bookings/useHostBookings'
import { type Stretch, stretchOf } from './axis'
import { ALL, Blocking, type Chosen } from './Blocking'
import { BlockPanel } from './BlockPanel'
import { BookingPanel } from './BookingPanel'
import { EntryDialog } from './EntryDialog'
import { Grid } from './Grid'
import { Month } from './Month'
import { MoveDialog } from './MoveDialog'
import classes from './PlanningPage.module.css'
import { planningKey, planningQuery } from './queries'
import type { Ghost } from './useGridDrag'
import type { Range, View } from './view'

interface Props {
  hostId: string
  spaceId: string
  view: View
  date: string
  range: Range
  onDay: (day: string) => void
}

/** What is open over the planning; one thing at a time. */
type Opened =
  | { what: 'booking'; booking: PlannedBooking; room: PlannedRoom }
  | { what: 'block'; block: Block; room: PlannedRoom }
  | { what: 'move'; booking: PlannedBooking; to: Ghost }
  | { what: 'entry' }

const NOTHING: Chosen = { room: ALL, slots: [] }

export function SpacePlanning(props: Props) {
  const { hostId, spaceId, range } = props
  const planning = useQuery(planningQuery(hostId, spaceId, range))
  return (
    <>
      {planning.isPending && <Loading rows={4} height={64} />}
      <ProblemAlert error={planning.error} onRetry={() => planning.refetch()} />
      {planning.data && <Planned {...props} planning={planning.data} />}
    </>
  )
}

function Planned({ hostId, spaceId, view, date, planning, onDay }: Props & { planning: Planning }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  const span = { start: `${date}T09:00`, end: `${date}T12:00` }

  function refresh() {
    void queries.invalidateQueries({ queryKey: planningKey(hostId) })
    void queries.invalidateQueries({ queryKey: hostBookingsKey(hostId) })
  }

  function select(roomId: string, slot: Stretch) {
    if (!chosen) return
    // Another room than the one chosen: dragging over it is choosing it.
    const room = chosen.room === ALL ? ALL : roomId
    setChosen({ room, slots: [...chosen.slots, { start: slot.start, end: slot.end }] })
  }

  const chosenRooms = (choice: Chosen) =>
    choice.room === ALL
      ? planning.rooms.filter(({ listed }) => listed).map(({ id }) => id)
      : [choice.room]

  return (
    <Stack>
      {chosen ? (
        <Blocking
          {...{ hostId, spaceId, planning, chosen }}
          first={span}
          onChange={setChosen}
          onClose={() => setChosen(null)}
          onBlocked={() => {
            setChosen(null)
            refresh()
          }}
        />
      ) : (
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={<IconLock size={18} aria-hidden />}
            onClick={() => setChosen(NOTHING)}
          >
            {t('planning.block.open')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconCalendarPlus size={18} aria-hidden />}
            onClick={() => setOpened({ what: 'entry' })}
          >
            {t('planning.entry.open')}
          </Button>
        </Group>
      )}
      {view === 'month' ? (
        <Month planning={planning} month={date.slice(0, 7)} onDay={onDay} />
      ) : (
        <Grid
          planning={planning}
          chosen={chosen && { roomIds: chosenRooms(chosen), slots: chosen.slots }}
          onSelect={select}
          onBooking={(booking, room) => setOpened({ what: 'booking', booking, room })}
          onBlock={(block, room) => setOpened({ what: 'block', block, room })}
          onMove={(booking, to) => setOpened({ what: 'move', booking, to })}
          onDay={onDay}
        />
      )}
      <Legend />
      {opened?.what === 'booking' && (
        <BookingPanel
          hostId={hostId}
          zone={planning.timezone}
          booking={opened.booking}
          room={opened.room}
          onClose={() => {
            close()
            refresh()
          }}
          onMove={() =>
            setOpened({
              what: 'move',
              booking: opened.booking,
              to: { roomId: opened.room.id, ...stretchOf(opened.booking) },
            })
          }
        />
      )}
      {opened?.what === 'block' && (
        <BlockPanel
          {...{ hostId, spaceId, planning }}
          block={opened.block}
          room={opened.room}
          onClose={close}
          onCancelled={refresh}
        />
      )}
      {opened?.what === 'move' && (
        <MoveDialog
          {...{ hostId, planning }}
          booking={opened.booking}
          to={opened.to}
          onClose={close}
          onMoved={refresh}
        />
      )}
      {opened?.what === 'entry' && (
        <EntryDialog {...{ hostId, spaceId, planning, span }} onClose={close} onEntered={refresh} />
      )}
    </Stack>
  )
}

function Legend() {
  const { t } = useTranslation()
  return (
    <ul className={classes.legend}>
      {(['booking', 'request', 'block'] as const).map((kind) => (
        <li key={kind}>
          <span data-kind={kind} aria-hidden />
          {t(`planning.legend.${kind}`)}
        </li>
      ))}
    </ul>
  )
}
