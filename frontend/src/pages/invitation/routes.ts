import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '@/shell/root'

export const invitationRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/invitations/$token',
    component: lazyRouteComponent(() => import('./InvitationPage'), 'InvitationPage'),
  }),
] as const
