import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInOnly } from '@/session/guard'
import { rootRoute } from '@/shell/root'

export const documentRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/mes-documents',
    beforeLoad: signedInOnly,
    component: lazyRouteComponent(() => import('./MyDocumentsPage'), 'MyDocumentsPage'),
  }),
] as const
