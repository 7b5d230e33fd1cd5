import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { queries } from '@/api/queries'
import { rootRoute } from '@/shell/root'
import { paramsOf } from './path'
import { catalogueQuery } from './queries'
import { readSpaceSearch } from './search'

export const spaceRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/espaces/$city/$name',
    validateSearch: readSpaceSearch,
    component: lazyRouteComponent(() => import('./SpacePage'), 'SpacePage'),
  }),
  // By its id alone, for whoever knows no more: it leads to the address that people read.
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/espaces/$spaceId',
    validateSearch: readSpaceSearch,
    loader: async ({ params, location }) => {
      const space = await queries.fetchQuery(catalogueQuery(params.spaceId)).catch(() => null)
      if (!space) return
      throw redirect({
        to: '/espaces/$city/$name',
        params: paramsOf(space.path),
        search: readSpaceSearch(location.search),
        replace: true,
      })
    },
    component: lazyRouteComponent(() => import('./SpacePage'), 'UnknownSpacePage'),
  }),
] as const
