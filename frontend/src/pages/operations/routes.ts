import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInOnly } from '@/session/guard'
import { rootRoute } from '@/shell/root'
import { readDocumentFilter } from '../documents/filter'

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
] as const

export const operationsRoutes = [operationsRoute.addChildren([...pages])] as const
