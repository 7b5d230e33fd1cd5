import { createRootRoute } from '@tanstack/react-router'
import { NotFoundPage } from './NotFoundPage'
import { PageFailure } from './PageFailure'
import { Shell } from './Shell'

export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: PageFailure,
})
