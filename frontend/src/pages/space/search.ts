import { clocks, isDate } from '@/time/wall'

/** What somebody looks for, as it stands in the address. */
export interface SpaceSearch {
  where?: string | undefined
  date?: string | undefined
  from?: string | undefined
  to?: string | undefined
  people?: number | undefined
}

const CLOCKS = new Set(clocks({ midnight: true }))

const clock = (value: unknown) =>
  typeof value === 'string' && CLOCKS.has(value) ? value : undefined

export const partySize = (value: unknown): number | undefined => {
  const people = Number(value)
  return Number.isInteger(people) && people >= 1 && people <= 500 ? people : undefined
}

export const readSpaceSearch = (search: Record<string, unknown>): SpaceSearch => ({
  where: search.where === undefined || search.where === '' ? undefined : String(search.where),
  date: isDate(search.date) ? search.date : undefined,
  from: clock(search.from),
  to: clock(search.to),
  people: partySize(search.people),
})
