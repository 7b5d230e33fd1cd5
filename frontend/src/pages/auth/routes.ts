import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { safeNext } from '@/session/guard'
import { rootRoute } from '@/shell/root'

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

interface Door {
  next?: string | undefined
  email?: string | undefined
}

const door = (search: Record<string, unknown>): Door => ({
  next: safeNext(search.next),
  email: text(search.email),
})

interface CodeDoor extends Door {
  code?: string | undefined
}

// A mailed link may carry the code. The router reads 123456 as a number: back to text.
const codeDoor = (search: Record<string, unknown>): CodeDoor => ({
  ...door(search),
  code: typeof search.code === 'number' ? String(search.code).padStart(6, '0') : text(search.code),
})

interface SignInDoor extends Door {
  after?: 'confirm' | 'reset' | undefined
}

export const authRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/connexion',
    validateSearch: (search: Record<string, unknown>): SignInDoor => ({
      ...door(search),
      after: search.after === 'confirm' || search.after === 'reset' ? search.after : undefined,
    }),
    component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/inscription',
    validateSearch: door,
    component: lazyRouteComponent(() => import('./SignUpPage'), 'SignUpPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/confirmation',
    validateSearch: codeDoor,
    component: lazyRouteComponent(() => import('./ConfirmPage'), 'ConfirmPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/mot-de-passe-oublie',
    validateSearch: door,
    component: lazyRouteComponent(() => import('./ForgotPasswordPage'), 'ForgotPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/nouveau-mot-de-passe',
    validateSearch: codeDoor,
    component: lazyRouteComponent(() => import('./ResetPasswordPage'), 'ResetPasswordPage'),
  }),
] as const
