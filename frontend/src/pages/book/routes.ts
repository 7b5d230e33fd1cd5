import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '@/shell/root'
import { readSpaceSearch, type SpaceSearch } from '../space/search'

/** `start` and `end` are wall times with their offset; `date`, `from` and `to` come from a search. */
export interface BookSearch extends SpaceSearch {
  start?: string | undefined
  end?: string | undefined
  /** The same time that many weeks in a row. */
  weeks?: number | undefined
}

const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[+-]\d{2}:\d{2}$/

const wall = (value: unknown) =>
  typeof value === 'string' && WALL.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined

export const FEWEST_WEEKS = 2
export const MOST_WEEKS = 24

const weeks = (value: unknown) => {
  const count = Number(value)
  return Number.isInteger(count) && count >= FEWEST_WEEKS && count <= MOST_WEEKS ? count : undefined
}

export const bookRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/espaces/$spaceId/salles/$roomId/reserver',
    validateSearch: (search: Record<string, unknown>): BookSearch => ({
      ...readSpaceSearch(search),
      start: wall(search.start),
      end: wall(search.end),
      weeks: weeks(search.weeks),
    }),
    component: lazyRouteComponent(() => import('./BookPage'), 'BookPage'),
  }),
] as const
