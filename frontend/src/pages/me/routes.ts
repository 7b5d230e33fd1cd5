import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInOnly } from '@/session/guard'
import { rootRoute } from '@/shell/root'

export const meRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/mon-compte',
    beforeLoad: signedInOnly,
    component: lazyRouteComponent(() => import('./MePage'), 'MePage'),
  }),
] as const
