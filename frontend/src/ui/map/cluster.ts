import type { Point } from './projection'

export interface Pin extends Point {
  id: string
  /** How wide its label is drawn, in pixels. */
  width: number
}

export interface Cluster extends Point {
  ids: string[]
}

export const PIN_HEIGHT = 34
const GAP = 4

const overlap = (one: Pin, other: Pin) =>
  Math.abs(one.x - other.x) < (one.width + other.width) / 2 + GAP &&
  Math.abs(one.y - other.y) < PIN_HEIGHT + GAP

/**
 * Pins that would hide each other, together where the first of them stands; in the order of the pins, so that the
 * same list always gives the same map and is walked through in the same order.
 */
export function clustersOf(pins: readonly Pin[]): Cluster[] {
  const clusters: { head: Pin; ids: string[] }[] = []
  for (const pin of pins) {
    const near = clusters.find(({ head }) => overlap(head, pin))
    if (near) near.ids.push(pin.id)
    else clusters.push({ head: pin, ids: [pin.id] })
  }
  return clusters.map(({ head, ids }) => ({ x: head.x, y: head.y, ids }))
}
