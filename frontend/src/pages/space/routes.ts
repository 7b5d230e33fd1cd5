import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '@/shell/root'
import { readSpaceSearch } from './search'

export const spaceRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/espaces/$spaceId',
    validateSearch: readSpaceSearch,
    component: lazyRouteComponent(() => import('./SpacePage'), 'SpacePage'),
  }),
] as const
