import data from './outline.json'
import { worldOf } from './projection'

/** Of the drawing's own square: fine enough for what a thousandth of a degree can say. */
export const SIDE = 65_536
const PER_DEGREE = 1000

/** A path of SVG from thousandths of a degree, east and north, each told as the difference from the one before. */
export function pathOf(line: readonly number[], closed: boolean): string {
  let [longitude, latitude] = [0, 0]
  const steps: string[] = []
  for (let at = 0; at + 1 < line.length; at += 2) {
    longitude += line[at] ?? 0
    latitude += line[at + 1] ?? 0
    const { x, y } = worldOf({
      latitude: latitude / PER_DEGREE,
      longitude: longitude / PER_DEGREE,
    })
    steps.push(`${(x * SIDE).toFixed(2)} ${(y * SIDE).toFixed(2)}`)
  }
  return `M${steps.join('L')}${closed ? 'Z' : ''}`
}

export const LAND = data.land.map((ring) => pathOf(ring, true)).join('')
export const BORDERS = data.borders.map((line) => pathOf(line, false)).join('')
