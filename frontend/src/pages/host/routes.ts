import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInOnly } from '@/session/guard'
import { rootRoute } from '@/shell/root'
import { readBookingFilter } from '../booking/filter'
import { readReturn } from '../collecting/address'
import { readDocumentFilter } from '../documents/filter'

const hostRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hote',
  beforeLoad: signedInOnly,
})

const ofHost = createRoute({
  getParentRoute: () => hostRoute,
  path: '$hostId',
  component: lazyRouteComponent(() => import('./HostFrame'), 'HostFrame'),
})

// Lists of their own: written inside `addChildren`, the routes would lose their types.
const ofOrganisation = [
  createRoute({
    getParentRoute: () => ofHost,
    path: '/',
    component: lazyRouteComponent(() => import('./HomePage'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'espaces',
    component: lazyRouteComponent(() => import('./SpacesPage'), 'SpacesPage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'espaces/nouveau',
    component: lazyRouteComponent(() => import('./editor/SpaceEditorPage'), 'NewSpacePage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'espaces/$spaceId',
    component: lazyRouteComponent(() => import('./editor/SpaceEditorPage'), 'SpaceEditorPage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'reservations',
    validateSearch: readBookingFilter,
    component: lazyRouteComponent(() => import('./bookings/BookingsPage'), 'BookingsPage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'reservations/$bookingId',
    component: lazyRouteComponent(() => import('./bookings/HostBookingPage'), 'HostBookingPage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'documents',
    validateSearch: readDocumentFilter,
    component: lazyRouteComponent(
      () => import('./documents/HostDocumentsPage'),
      'HostDocumentsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'profil',
    validateSearch: readReturn,
    component: lazyRouteComponent(() => import('./profile/ProfilePage'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'journal',
    component: lazyRouteComponent(() => import('./journal/JournalPage'), 'JournalPage'),
  }),
] as const

const entries = [
  createRoute({
    getParentRoute: () => hostRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./EntryPage'), 'EntryPage'),
  }),
  createRoute({
    getParentRoute: () => hostRoute,
    path: 'nouvelle',
    component: lazyRouteComponent(() => import('./NewHostPage'), 'NewHostPage'),
  }),
  createRoute({
    getParentRoute: () => hostRoute,
    path: 'espaces/$spaceId',
    component: lazyRouteComponent(() => import('./FromMail'), 'SpaceFromMail'),
  }),
  createRoute({
    getParentRoute: () => hostRoute,
    path: 'reservations/$bookingId',
    component: lazyRouteComponent(() => import('./FromMail'), 'BookingFromMail'),
  }),
] as const

export const hostRoutes = [
  hostRoute.addChildren([...entries, ofHost.addChildren([...ofOrganisation])]),
] as const
