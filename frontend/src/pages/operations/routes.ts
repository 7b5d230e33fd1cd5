import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInOnly } from '@/session/guard'
import { rootRoute } from '@/shell/root'
import { readDocumentFilter } from '../documents/filter'
import { readClosing } from './closings/chosen'

const operationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/exploitation',
  beforeLoad: signedInOnly,
})

const pages = [
  createRoute({
    getParentRoute: () => operationsRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./RulesPage'), 'RulesPage'),
  }),
  createRoute({
    getParentRoute: () => operationsRoute,
    path: 'messages',
    component: lazyRouteComponent(() => import('./MessagesPage'), 'MessagesPage'),
  }),
  createRoute({
    getParentRoute: () => operationsRoute,
    path: 'facturation',
    component: lazyRouteComponent(() => import('./BillingPage'), 'BillingPage'),
  }),
  createRoute({
    getParentRoute: () => operationsRoute,
    path: 'documents',
    validateSearch: readDocumentFilter,
    component: lazyRouteComponent(() => import('./PlatformDocumentsPage'), 'PlatformDocumentsPage'),
  }),
  createRoute({
    getParentRoute: () => operationsRoute,
    path: 'documents/recues',
    component: lazyRouteComponent(() => import('./PlatformReceivedPage'), 'PlatformReceivedPage'),
  }),
  createRoute({
    getParentRoute: () => operationsRoute,
    path: 'clotures',
    validateSearch: readClosing,
    component: lazyRouteComponent(() => import('./closings/ClosingsPage'), 'ClosingsPage'),
  }),
  createRoute({
    getParentRoute: () => operationsRoute,
    path: 'hotes/$hostId/commission',
    component: lazyRouteComponent(
      () => import('./closings/HostCommissionPage'),
      'HostCommissionPage',
    ),
  }),
  createRoute({
    getParentRoute: () => operationsRoute,
    path: 'imports',
    component: lazyRouteComponent(() => import('./imports/ImportsPage'), 'ImportsPage'),
  }),
  createRoute({
    getParentRoute: () => operationsRoute,
    path: 'imports/$importId',
    component: lazyRouteComponent(() => import('./imports/ImportPage'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => operationsRoute,
    path: 'solde',
    component: lazyRouteComponent(() => import('./BalancePage'), 'BalancePage'),
  }),
] as const

export const operationsRoutes = [operationsRoute.addChildren([...pages])] as const
