/** Web Mercator, as every map of the web is drawn: the world is a square of side 1, north and west at 0. */

export interface Place {
  latitude: number
  longitude: number
}

export interface Point {
  x: number
  y: number
}

/** What a map shows: the point of the world in its middle, and how often the world was doubled from 256 pixels. */
export interface View extends Point {
  zoom: number
}

export interface Size {
  width: number
  height: number
}

export const MOST_ZOOM = 17
export const LEAST_ZOOM = 2
const TILE = 256
/** Beyond it Mercator leaves the square. */
const MOST_LATITUDE = 85.0511
/** Where a single place is shown: streets around it, not its door. */
const CLOSE = 14
const EARTH = 6_371_008.8

export const pixelsOf = (zoom: number): number => TILE * 2 ** zoom

export function worldOf({ latitude, longitude }: Place): Point {
  const kept = Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, latitude))
  const sine = Math.sin((kept * Math.PI) / 180)
  return {
    x: longitude / 360 + 0.5,
    y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI),
  }
}

export function placeOf({ x, y }: Point): Place {
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI
  return { latitude, longitude: (x - 0.5) * 360 }
}

/** Pixels from the map's upper left corner. */
export function onScreen(point: Point, view: View, { width, height }: Size): Point {
  const scale = pixelsOf(view.zoom)
  return { x: (point.x - view.x) * scale + width / 2, y: (point.y - view.y) * scale + height / 2 }
}

const within = (zoom: number, most = MOST_ZOOM) => Math.max(LEAST_ZOOM, Math.min(most, zoom))

/** The closest view that holds all points, `margin` pixels from the edges; no closer than streets. */
export function viewOf(
  points: readonly Point[],
  { width, height }: Size,
  { margin = 48, closest = CLOSE }: { margin?: number; closest?: number | undefined } = {},
): View {
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const [north, south] = [Math.min(...ys), Math.max(...ys)]
  const inside = (length: number) => Math.max(1, length - 2 * margin)
  const scale = Math.min(inside(width) / (east - west), inside(height) / (south - north))
  return {
    x: (west + east) / 2,
    y: (north + south) / 2,
    zoom: within(Math.log2(scale / TILE), closest),
  }
}

export function moved(view: View, right: number, down: number): View {
  const scale = pixelsOf(view.zoom)
  const inWorld = (value: number) => Math.max(0, Math.min(1, value))
  return { ...view, x: inWorld(view.x + right / scale), y: inWorld(view.y + down / scale) }
}

/** Closer by `steps`, or further off, while the point that lies so many pixels from the middle stays where it is. */
export function zoomed(view: View, steps: number, from: Point = { x: 0, y: 0 }): View {
  const zoom = within(view.zoom + steps)
  const kept = moved(view, from.x, from.y)
  return moved({ ...kept, zoom }, -from.x, -from.y)
}

/** Metres that a pixel stands for in the middle of the map. */
export function metresAPixel(view: View): number {
  const { latitude } = placeOf(view)
  return (2 * Math.PI * EARTH * Math.cos((latitude * Math.PI) / 180)) / pixelsOf(view.zoom)
}

/** The longest round length (1, 2 or 5 and zeros) of at most `most` pixels. */
export function scaleBar(view: View, most: number): { metres: number; pixels: number } {
  const each = metresAPixel(view)
  const longest = most * each
  const power = 10 ** Math.floor(Math.log10(longest))
  const metres = ([5, 2, 1].find((step) => step * power <= longest) ?? 1) * power
  return { metres, pixels: metres / each }
}

/** Along the surface of the earth, in kilometres. */
export function kilometresBetween(one: Place, other: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const south = radians(one.latitude)
  const north = radians(other.latitude)
  const half =
    Math.sin((north - south) / 2) ** 2 +
    Math.cos(south) * Math.cos(north) * Math.sin(radians(other.longitude - one.longitude) / 2) ** 2
  return (2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)))) / 1000
}
