import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import { tell } from '@/ui/tell'
import type { Exit } from './actions'
import { collectionKey } from './queries'
import { goToStripe } from './stripePages'

const LONGEST_LEAVING = 8_000

/** `reopen`: the form again, because Stripe said that its link no longer opens. */
export type Leaving = Exit | 'reopen'

/** What is asked of Stripe: how the account stands, and the way to its pages. */
export function useStripe(hostId: string) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const queryKey = collectionKey(hostId)
  const params = { path: { host_id: hostId } }

  const look = useMutation({
    mutationFn: () => take(api.POST('/hosts/{host_id}/collection/refresh', { params })),
    onSuccess: (seen) => {
      queries.setQueryData(queryKey, seen)
      tell(t('collecting.seen', { status: t(`collecting.status.${seen.state}`) }))
    },
  })

  const leave = useMutation({
    mutationFn: (to: Leaving) =>
      take(
        to === 'dashboard'
          ? api.POST('/hosts/{host_id}/collection/dashboard', { params })
          : api.POST('/hosts/{host_id}/collection/onboarding', { params }),
      ),
    onSuccess: ({ url }) => goToStripe(url),
    // The refusal may come from what this page does not show yet.
    onError: () => queries.invalidateQueries({ queryKey }),
  })

  useStayed(leave.isSuccess, leave.reset)
  useShownAgain(() => {
    leave.reset()
    void queries.invalidateQueries({ queryKey })
  })

  return {
    looking: look.isPending,
    look: (onSettled?: () => void) => {
      leave.reset()
      look.mutate(undefined, { onSettled })
    },
    leave: (to: Leaving) => {
      look.reset()
      leave.mutate(to)
    },
    /** Until the browser is gone, not only until the link is there. */
    leaving: leave.isPending || leave.isSuccess ? leave.variables : null,
    error: leave.error ?? look.error,
  }
}

/** With something typed and not saved, the browser asks before it leaves; the person may stay. */
function useStayed(isLeaving: boolean, act: () => void): void {
  const stayed = useEffectEvent(act)
  useEffect(() => {
    if (!isLeaving) return
    const timer = setTimeout(() => stayed(), LONGEST_LEAVING)
    return () => clearTimeout(timer)
  }, [isLeaving])
}

/** « Back » may bring the page as it was left, its button still turning. */
function useShownAgain(act: () => void): void {
  const shown = useEffectEvent(act)
  useEffect(() => {
    const listen = ({ persisted }: PageTransitionEvent) => persisted && shown()
    window.addEventListener('pageshow', listen)
    return () => window.removeEventListener('pageshow', listen)
  }, [])
}
