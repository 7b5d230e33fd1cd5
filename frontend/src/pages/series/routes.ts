import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInOnly } from '@/session/guard'
import { rootRoute } from '@/shell/root'

export const seriesRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/series/$seriesId',
    beforeLoad: signedInOnly,
    component: lazyRouteComponent(() => import('./SeriesPage'), 'SeriesPage'),
  }),
] as const
