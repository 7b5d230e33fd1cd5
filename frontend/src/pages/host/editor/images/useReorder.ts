import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'

export interface Handle {
  onPointerDown: (event: PointerEvent<HTMLElement>) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
}
const EDGE_PX = 90
const SCROLL_PX = 24

/**
 * Reorders a list whose items bear `data-place`: with pointers rather than the browser's own dragging, which fingers
 * cannot do, and with the arrow keys. The items move while the pointer does.
 */
export function useReorder(move: (from: number, to: number) => void) {
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)

  function placeAt(x: number, y: number): number | null {
    const item = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-place]')
    return item && list.current?.contains(item) ? Number(item.dataset.place) : null
  }

  // On the window: the handle moves along with its item, and would lose hold of the pointer.
  useEffect(() => {
    if (dragged === null) return
    const follow = ({ clientX, clientY }: globalThis.PointerEvent) => {
      scrollAt(clientY)
      const over = placeAt(clientX, clientY)
      if (over === null || over === dragged) return
      move(dragged, over)
      setDragged(over)
    }
    const end = () => setDragged(null)
    window.addEventListener('pointermove', follow)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
    return () => {
      window.removeEventListener('pointermove', follow)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
    }
  })

  const handle = (place: number): Handle => ({
    onPointerDown: (event) => {
      if (event.button === 0 && !event.currentTarget.matches(':disabled')) setDragged(place)
    },
    onKeyDown: (event) => {
      const step = STEPS[event.key]
      if (!step) return
      event.preventDefault()
      move(place, place + step)
    },
  })

  return { list, dragged, handle }
}

/** Near an edge of the window, what is beyond it comes into reach. */
function scrollAt(y: number): void {
  if (y < EDGE_PX) window.scrollBy(0, -SCROLL_PX)
  else if (y > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX)
}
