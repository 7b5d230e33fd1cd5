import { type PointerEvent, useRef, useState } from 'react'
import type { PlannedBooking } from '@/api/shapes'
import { type AxisDay, dragged, quarterAt, type Stretch, stretchOf } from './axis'

/** A point of the grid: a quarter of a room. */
export interface Spot {
  roomId: string
  at: number
}

export interface Ghost extends Stretch {
  roomId: string
}

interface Options {
  axis: AxisDay[]
  /** Slots are being chosen: dragging over free time selects it. */
  choosing: boolean
  onSelect: (roomId: string, stretch: Stretch) => void
  onMove: (booking: PlannedBooking, to: Ghost) => void
}

interface Drag {
  booking: PlannedBooking | null
  from: Spot
  x: number
  y: number
  far: boolean
}

/** Less than this is a click with an unsteady hand. */
const FAR = 6

function spotUnder(x: number, y: number, axis: AxisDay[]): Spot | null {
  const cells = document.elementsFromPoint(x, y)
  const cell = cells.find(
    (one): one is HTMLElement => one instanceof HTMLElement && !!one.dataset.day,
  )
  const day = axis.find((one) => one.day === cell?.dataset.day)
  const roomId = cell?.dataset.room
  if (!cell || !day || !roomId) return null
  const { left, width } = cell.getBoundingClientRect()
  return { roomId, at: quarterAt(day, (x - left) / width) }
}

function ghostOf(drag: Drag, here: Spot): Ghost {
  if (!drag.booking) return { roomId: drag.from.roomId, ...dragged(drag.from.at, here.at) }
  const { start, end } = stretchOf(drag.booking)
  const by = here.at - drag.from.at
  return { roomId: here.roomId, start: start + by, end: end + by }
}

/** Dragging on the planning: over free time to choose slots, a booking to move it. A form does both without. */
export function useGridDrag({ axis, choosing, onSelect, onMove }: Options) {
  const drag = useRef<Drag | null>(null)
  const [ghost, setGhost] = useState<Ghost | null>(null)
  // The click that ends a drag opens nothing.
  const wasDrag = useRef(false)

  function begin(event: PointerEvent<HTMLElement>, booking: PlannedBooking | null) {
    wasDrag.current = false
    if (event.button !== 0 || event.pointerType === 'touch') return
    if (booking ? choosing || !booking.can_move : !choosing) return
    const from = spotUnder(event.clientX, event.clientY, axis)
    if (!from) return
    event.stopPropagation()
    drag.current = { booking, from, x: event.clientX, y: event.clientY, far: false }
    event.currentTarget.setPointerCapture(event.pointerId)
  }

  function go(event: PointerEvent<HTMLElement>) {
    const held = drag.current
    if (!held) return
    held.far ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > FAR
    const here = spotUnder(event.clientX, event.clientY, axis)
    if (held.far && here) setGhost(ghostOf(held, here))
  }

  function end(event: PointerEvent<HTMLElement>) {
    const held = drag.current
    drag.current = null
    setGhost(null)
    if (!held) return
    const here = spotUnder(event.clientX, event.clientY, axis)
    wasDrag.current = held.far
    if (!here || (held.booking && !held.far)) return
    const found = ghostOf(held, here)
    if (!held.booking) onSelect(found.roomId, found)
    else if (found.start !== stretchOf(held.booking).start || here.roomId !== held.from.roomId)
      onMove(held.booking, found)
  }

  function cancel() {
    drag.current = null
    setGhost(null)
  }

  return {
    ghost,
    moving: drag.current?.booking?.id ?? null,
    handlers: (booking: PlannedBooking | null) => ({
      onPointerDown: (event: PointerEvent<HTMLElement>) => begin(event, booking),
      onPointerMove: go,
      onPointerUp: end,
      onPointerCancel: cancel,
    }),
    wasDrag: () => wasDrag.current,
  }
}
