import { describe, expect, it } from 'vitest'
import { clustersOf } from './cluster'
import { pathOf } from './outline'
import {
  kilometresBetween,
  metresAPixel,
  moved,
  onScreen,
  pixelsOf,
  placeOf,
  scaleBar,
  type View,
  viewOf,
  worldOf,
  zoomed,
} from './projection'

const PARIS = { latitude: 48.8566, longitude: 2.3522 }
const LYON = { latitude: 45.764, longitude: 4.8357 }
const CAYENNE = { latitude: 4.9372, longitude: -52.326 }
const SIZE = { width: 600, height: 400 }

const near = (one: number, other: number, within: number) =>
  expect(Math.abs(one - other)).toBeLessThan(within)

describe('the projection', () => {
  it('is that of the web, whose tile of Paris at zoom 12 is 2074/1409', () => {
    const { x, y } = worldOf(PARIS)
    expect([Math.floor(x * 4096), Math.floor(y * 4096)]).toEqual([2074, 1409])
  })

  it('leads back to the place', () => {
    for (const place of [PARIS, CAYENNE, { latitude: -21.1, longitude: 55.5 }]) {
      const back = placeOf(worldOf(place))
      near(back.latitude, place.latitude, 1e-9)
      near(back.longitude, place.longitude, 1e-9)
    }
  })

  it('keeps the poles on the map', () => {
    near(worldOf({ latitude: 90, longitude: 0 }).y, 0, 1e-6)
  })
})

describe('a view', () => {
  it('holds every place, off the edges, and no closer than it must', () => {
    const points = [PARIS, LYON, CAYENNE].map(worldOf)
    const view = viewOf(points, SIZE, { margin: 40 })
    const screen = points.map((point) => onScreen(point, view, SIZE))
    for (const { x, y } of screen) {
      expect(x).toBeGreaterThanOrEqual(39.9)
      expect(x).toBeLessThanOrEqual(560.1)
      expect(y).toBeGreaterThanOrEqual(39.9)
      expect(y).toBeLessThanOrEqual(360.1)
    }
    const span = (values: number[]) => Math.max(...values) - Math.min(...values)
    const left = [520 - span(screen.map(({ x }) => x)), 320 - span(screen.map(({ y }) => y))]
    near(Math.min(...left), 0, 0.01)
  })

  it('shows the streets around a single place, not its door', () => {
    expect(viewOf([worldOf(PARIS)], SIZE).zoom).toBe(14)
  })

  it('comes closer around the point under the hand', () => {
    const view: View = { ...worldOf(PARIS), zoom: 10 }
    const under = { x: 120, y: -80 }
    const before = moved(view, under.x, under.y)
    const after = moved(zoomed(view, 2, under), under.x, under.y)
    near(before.x, after.x, 1e-12)
    near(before.y, after.y, 1e-12)
  })

  it('neither leaves the world nor comes closer than there is to see', () => {
    const view: View = { x: 0.5, y: 0.5, zoom: 3 }
    expect(moved(view, -1e9, 1e9)).toMatchObject({ x: 0, y: 1 })
    expect(zoomed(view, 99).zoom).toBe(17)
    expect(zoomed(view, -99).zoom).toBe(2)
  })
})

describe('the scale', () => {
  it('is round, fits, and tells the length that lies under it', () => {
    for (const zoom of [3, 7.3, 12, 15.8]) {
      const view: View = { ...worldOf(PARIS), zoom }
      const { metres, pixels } = scaleBar(view, 110)
      expect(pixels).toBeLessThanOrEqual(110)
      expect(pixels).toBeGreaterThan(40)
      expect(String(metres)).toMatch(/^[125]0*$/)
      const east = placeOf({ x: view.x + pixels / pixelsOf(zoom), y: view.y })
      if (zoom > 7) near((kilometresBetween(PARIS, east) * 1000) / metres, 1, 0.01)
    }
  })

  it('knows that a pixel is shorter in the north', () => {
    const at = (latitude: number) =>
      metresAPixel({ ...worldOf({ latitude, longitude: 0 }), zoom: 8 })
    near(at(60) / at(0), 0.5, 1e-9)
  })
})

describe('clusters', () => {
  const pin = (id: string, x: number, y = 0) => ({ id, x, y, width: 60 })

  it('join pins that would hide each other and leave the others alone', () => {
    expect(clustersOf([pin('a', 0), pin('b', 30), pin('c', 200), pin('d', 0, 100)])).toEqual([
      { x: 0, y: 0, ids: ['a', 'b'] },
      { x: 200, y: 0, ids: ['c'] },
      { x: 0, y: 100, ids: ['d'] },
    ])
  })

  it('never overlap, lose nobody and keep the order of the list', () => {
    const pins = Array.from({ length: 200 }, (_, at) =>
      pin(`p${at}`, (at * 137) % 900, (at * 89) % 500),
    )
    const clusters = clustersOf(pins)
    expect(clusters.flatMap(({ ids }) => ids).sort()).toEqual(pins.map(({ id }) => id).sort())
    const heads = clusters.map(({ ids }) => Number(ids[0]?.slice(1)))
    expect(heads).toEqual([...heads].sort((one, other) => one - other))
    for (const one of clusters) {
      const hidden = clusters.filter(
        (other) =>
          other !== one && Math.abs(other.x - one.x) < 60 && Math.abs(other.y - one.y) < 34,
      )
      expect(hidden).toEqual([])
    }
  })
})

it('the outline is told in steps from the point before', () => {
  expect(pathOf([0, 0, 90_000, 0, 90_000, 0], true)).toBe(
    'M32768.00 32768.00L49152.00 32768.00L65536.00 32768.00Z',
  )
})
