import { AMENITIES, type Amenity, ROOM_KINDS, type RoomKind } from '@/api/shapes'
import { readSpaceSearch, type SpaceSearch } from '../space/search'

export const RADII = [1, 2, 5, 10, 25, 50] as const
export const USUAL_RADIUS = 10

/** What somebody looks for among all spaces, as it stands in the address. */
export interface Wish extends SpaceSearch {
  kind?: RoomKind | undefined
  /** Between commas, in the order of AMENITIES. */
  amenities?: string | undefined
  /** Euros an hour, tax included. */
  max?: number | undefined
  /** "latitude,longitude" in degrees. */
  near?: string | undefined
  km?: number | undefined
  /** What a narrow screen shows; a wide one has room for both. */
  view?: 'map' | undefined
}

const NEAR = /^-?\d{1,2}(\.\d{1,7})?,-?\d{1,3}(\.\d{1,7})?$/

export function pointIn(near: string | undefined): { latitude: number; longitude: number } | null {
  if (!near || !NEAR.test(near)) return null
  const [latitude = 0, longitude = 0] = near.split(',').map(Number)
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}

/** A hundred metres: near enough to find a desk, and not the door of whoever shares the link. */
export const nearOf = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  `${latitude.toFixed(3)},${longitude.toFixed(3)}`

export const amenitiesIn = (words: string | undefined): Amenity[] => {
  const asked = new Set(words?.split(','))
  return AMENITIES.filter((one) => asked.has(one))
}

export const amenitiesOf = (asked: readonly string[]): string | undefined =>
  AMENITIES.filter((one) => asked.includes(one)).join(',') || undefined

const amount = (value: unknown, most: number): number | undefined => {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
  return value !== '' && Number.isFinite(number) && number >= 0 && number <= most
    ? number
    : undefined
}

export function readWish(search: Record<string, unknown>): Wish {
  const near = typeof search.near === 'string' && pointIn(search.near) ? search.near : undefined
  const km = amount(search.km, 50)
  return {
    ...readSpaceSearch(search),
    kind: ROOM_KINDS.find((kind) => kind === search.kind),
    amenities: amenitiesOf(amenitiesIn(search.amenities ? String(search.amenities) : undefined)),
    max: amount(search.max, 1_000_000),
    near,
    km: near && km && km >= 0.1 ? km : undefined,
    view: search.view === 'map' ? 'map' : undefined,
  }
}

/** The part that pages behind the search understand. */
export const spaceSearch = ({ where, date, from, to, people }: Wish): SpaceSearch => ({
  where,
  date,
  from,
  to,
  people,
})

/** As the API asks for it. */
export function queryOf(wish: Wish) {
  const { where, date, from, to, people, kind, amenities, max, near, km } = wish
  return {
    where,
    people,
    kind,
    amenities,
    ...(date && from && to ? { date, start: from, end: to } : {}),
    max_price: max === undefined ? undefined : Math.round(max * 100),
    ...(near ? { near, radius_km: km ?? USUAL_RADIUS } : {}),
  }
}

/** How many filters beyond the search's own form are set. */
export const countOf = ({ kind, amenities, max }: Wish): number =>
  (kind ? 1 : 0) + amenitiesIn(amenities).length + (max === undefined ? 0 : 1)

export interface Looser {
  what: 'wider' | 'max' | 'amenities' | 'kind' | 'date' | 'people'
  wish: Wish
}

/** What to ask for instead where nothing was found: each leaves out one thing that was asked for. */
export function looser(wish: Wish): Looser[] {
  const { kind, amenities, max, near, km = USUAL_RADIUS, date, people } = wish
  const wider = RADII.find((radius) => radius > km)
  return [
    ...(near && wider ? [{ what: 'wider' as const, wish: { ...wish, km: wider } }] : []),
    ...(max === undefined ? [] : [{ what: 'max' as const, wish: { ...wish, max: undefined } }]),
    ...(amenities ? [{ what: 'amenities' as const, wish: { ...wish, amenities: undefined } }] : []),
    ...(kind ? [{ what: 'kind' as const, wish: { ...wish, kind: undefined } }] : []),
    ...(date
      ? [
          {
            what: 'date' as const,
            wish: { ...wish, date: undefined, from: undefined, to: undefined },
          },
        ]
      : []),
    ...(people ? [{ what: 'people' as const, wish: { ...wish, people: undefined } }] : []),
  ]
}
