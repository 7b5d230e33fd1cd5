import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInOnly } from '@/session/guard'
import { rootRoute } from '@/shell/root'

const moderationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/moderation',
  beforeLoad: signedInOnly,
})

const pages = [
  createRoute({
    getParentRoute: () => moderationRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./QueuePage'), 'QueuePage'),
  }),
  createRoute({
    getParentRoute: () => moderationRoute,
    path: '$spaceId',
    component: lazyRouteComponent(() => import('./ReviewPage'), 'ReviewPage'),
  }),
  createRoute({
    getParentRoute: () => moderationRoute,
    path: 'hotes/$hostId/journal',
    component: lazyRouteComponent(() => import('./HostJournalPage'), 'HostJournalPage'),
  }),
] as const

export const moderationRoutes = [moderationRoute.addChildren([...pages])] as const
