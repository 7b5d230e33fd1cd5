import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { restored, session } from '@/session/session'
import { HOME, rememberedMode } from '@/shell/mode'
import { rootRoute } from '@/shell/root'
import { readWish } from './wish'

let arriving = true

/** Who works as a host opens the site on the host's home; going to the search later stays there. */
async function openOnRememberedMode({ search }: { search: object }): Promise<void> {
  const first = arriving
  arriving = false
  const mode = rememberedMode()
  const plain = Object.values(search).every((value) => value === undefined)
  if (!first || !plain || mode === 'coworker') return
  await restored
  if (session.get().phase === 'signed-in') throw redirect({ to: HOME[mode] })
}

export const searchRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/',
    validateSearch: readWish,
    beforeLoad: openOnRememberedMode,
    component: lazyRouteComponent(() => import('./SearchPage'), 'SearchPage'),
  }),
] as const
