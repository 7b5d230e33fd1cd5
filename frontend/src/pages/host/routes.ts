import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInOnly } from '@/session/guard'
import { rootRoute } from '@/shell/root'
import { readBookingFilter } from '../booking/filter'
import { readReturn } from '../collecting/address'
import { readDocumentFilter } from '../documents/filter'
import { readHomeSearch } from './arrivals/search'
import { readPlanningSearch } from './planning/view'

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
    validateSearch: readHomeSearch,
    component: lazyRouteComponent(() => import('./HomePage'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'arrivees/$bookingId',
    component: lazyRouteComponent(() => import('./arrivals/ArrivalPage'), 'ArrivalPage'),
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
    path: 'reservations/planification',
    validateSearch: readPlanningSearch,
    component: lazyRouteComponent(() => import('./planning/PlanningPage'), 'PlanningPage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'reservations/agendas',
    component: lazyRouteComponent(() => import('./feeds/FeedsPage'), 'FeedsPage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'reservations/$bookingId',
    component: lazyRouteComponent(() => import('./bookings/HostBookingPage'), 'HostBookingPage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'reservations/series/$seriesId',
    component: lazyRouteComponent(() => import('./bookings/HostSeriesPage'), 'HostSeriesPage'),
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
    path: 'documents/recues',
    component: lazyRouteComponent(() => import('./documents/HostReceivedPage'), 'HostReceivedPage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'versements',
    component: lazyRouteComponent(() => import('./payouts/PayoutsPage'), 'PayoutsPage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'versements/$month',
    component: lazyRouteComponent(() => import('./payouts/MonthPage'), 'MonthPage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'profil',
    validateSearch: readReturn,
    component: lazyRouteComponent(() => import('./profile/ProfilePage'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute: () => ofHost,
    path: 'equipe',
    component: lazyRouteComponent(() => import('./team/TeamPage'), 'TeamPage'),
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
  createRoute({
    getParentRoute: () => hostRoute,
    path: 'arrivees/$bookingId',
    component: lazyRouteComponent(() => import('./FromMail'), 'ArrivalFromCode'),
  }),
] as const

export const hostRoutes = [
  hostRoute.addChildren([...entries, ofHost.addChildren([...ofOrganisation])]),
] as const
