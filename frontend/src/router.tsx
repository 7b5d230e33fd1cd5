import { createRouter } from '@tanstack/react-router'
import { authRoutes } from './pages/auth/routes'
import { bookRoutes } from './pages/book/routes'
import { bookingRoutes } from './pages/bookings/routes'
import { documentRoutes } from './pages/documents/routes'
import { hostRoutes } from './pages/host/routes'
import { invitationRoutes } from './pages/invitation/routes'
import { meRoutes } from './pages/me/routes'
import { moderationRoutes } from './pages/moderation/routes'
import { operationsRoutes } from './pages/operations/routes'
import { searchRoutes } from './pages/search/routes'
import { seriesRoutes } from './pages/series/routes'
import { spaceRoutes } from './pages/space/routes'
import { termsRoutes } from './pages/terms/routes'
import { rootRoute } from './shell/root'
import { Loading } from './ui/Loading'

const routeTree = rootRoute.addChildren([
  ...searchRoutes,
  ...spaceRoutes,
  ...bookRoutes,
  ...bookingRoutes,
  ...seriesRoutes,
  ...documentRoutes,
  ...hostRoutes,
  ...invitationRoutes,
  ...moderationRoutes,
  ...operationsRoutes,
  ...authRoutes,
  ...meRoutes,
  ...termsRoutes,
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
