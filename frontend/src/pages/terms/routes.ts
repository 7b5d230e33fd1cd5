import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '@/shell/root'

export const termsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/conditions',
    component: lazyRouteComponent(() => import('./TermsPage'), 'TermsPage'),
  }),
] as const
