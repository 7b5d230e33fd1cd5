import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '@/shell/root'
import { readSpaceSearch, type SpaceSearch } from '../space/search'

/** `start` and `end` are wall times with their offset; `date`, `from` and `to` come from a search. */
export interface BookSearch extends SpaceSearch {
  start?: string | undefined
  end?: string | undefined
}

const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[+-]\d{2}:\d{2}$/

const wall = (value: unknown) =>
  typeof value === 'string' && WALL.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined

export const bookRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/espaces/$spaceId/salles/$roomId/reserver',
    validateSearch: (search: Record<string, unknown>): BookSearch => ({
      ...readSpaceSearch(search),
      start: wall(search.start),
      end: wall(search.end),
    }),
    component: lazyRouteComponent(() => import('./BookPage'), 'BookPage'),
  }),
] as const
