import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { focusField } from '@/pages/billing/fields'
import type { StripeReturn } from './address'

const route = getRouteApi('/hote/$hostId/profil')

interface Answers {
  /** A link that somebody sent must not open an account: only the button does. */
  isOpen: boolean
  look: () => void
  reopen: () => void
}

/** Answers how Stripe sent the host back, once: the address forgets it, so that neither « Back » nor a reload asks again. */
export function useReturn({ isOpen, look, reopen }: Answers): void {
  const { encaissement } = route.useSearch()
  const navigate = route.useNavigate()

  const answer = useEffectEvent((asked: StripeReturn) => {
    void navigate({ search: {}, replace: true, resetScroll: false })
    focusField('collection')
    if (!isOpen) return
    if (asked === 'retour') look()
    else reopen()
  })

  useEffect(() => {
    if (!encaissement) return
    // Not at once: in development effects run twice, and Stripe is asked once.
    const timer = setTimeout(() => answer(encaissement))
    return () => clearTimeout(timer)
  }, [encaissement])
}
