import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInOnly } from '@/session/guard'
import { rootRoute } from '@/shell/root'
import { readBookingFilter } from '../booking/filter'

export const bookingRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reservations',
    beforeLoad: signedInOnly,
    validateSearch: readBookingFilter,
    component: lazyRouteComponent(() => import('./MyBookingsPage'), 'MyBookingsPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reservations/$bookingId',
    beforeLoad: signedInOnly,
    // `paid`: back from Checkout, which knows before we do.
    validateSearch: (search: Record<string, unknown>): { paid?: boolean } =>
      search.paid ? { paid: true } : {},
    component: lazyRouteComponent(() => import('../booking/BookingPage'), 'BookingPage'),
  }),
] as const
