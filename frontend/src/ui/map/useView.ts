import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'
import { moved, type Point, type Size, type View, zoomed } from './projection'

const STEP = 80
const DRAG = 4
const WHEEL = 200

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
}

const ZOOMS: Record<string, number> = { '+': 1, '=': 1, '-': -1 }

/**
 * What the map shows: `fitted` until somebody moves it, by dragging, with two fingers, the wheel and Ctrl, or keys.
 * The wheel alone scrolls the page.
 */
export function useView(
  fitted: View,
  { width, height }: Size,
  frame: RefObject<HTMLElement | null>,
) {
  const [own, setOwn] = useState<View | null>(null)
  const [moving, setMoving] = useState(false)
  const fingers = useRef(new Map<number, Point>())
  const view = own ?? fitted
  const latest = useRef(view)
  latest.current = view

  const go = (next: View) => {
    latest.current = next
    setOwn(next)
  }

  useEffect(() => {
    const element = frame.current
    if (!element) return
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const box = element.getBoundingClientRect()
      const from = {
        x: event.clientX - box.left - box.width / 2,
        y: event.clientY - box.top - box.height / 2,
      }
      const next = zoomed(latest.current, -event.deltaY / WHEEL, from)
      latest.current = next
      setOwn(next)
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [frame])

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0 || (event.target as Element).closest('a, button')) return
    event.currentTarget.setPointerCapture(event.pointerId)
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const before = fingers.current.get(event.pointerId)
    if (!before) return
    const now = { x: event.clientX, y: event.clientY }
    const [other] = [...fingers.current].filter(([id]) => id !== event.pointerId)
    if (!moving && !other && Math.hypot(now.x - before.x, now.y - before.y) < DRAG) return
    fingers.current.set(event.pointerId, now)
    setMoving(true)
    if (!other) {
      go(moved(latest.current, before.x - now.x, before.y - now.y))
      return
    }
    const box = event.currentTarget.getBoundingClientRect()
    const [, still] = other
    const apart = (one: Point) => Math.max(1, Math.hypot(one.x - still.x, one.y - still.y))
    const from = { x: still.x - box.left - width / 2, y: still.y - box.top - height / 2 }
    go(zoomed(latest.current, Math.log2(apart(now) / apart(before)), from))
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    fingers.current.delete(event.pointerId)
    if (fingers.current.size === 0) setMoving(false)
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const arrow = ARROWS[event.key]
    const steps = ZOOMS[event.key]
    if (!arrow && steps === undefined) return
    event.preventDefault()
    go(arrow ? moved(latest.current, ...arrow) : zoomed(latest.current, steps ?? 0))
  }

  return {
    view,
    moving,
    isOwn: own !== null,
    go,
    fit: () => setOwn(null),
    hands: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onKeyDown },
  }
}
