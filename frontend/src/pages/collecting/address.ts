const RETURNS = ['retour', 'reprise'] as const

/** How Stripe sends a host back: `retour` when he leaves its form, `reprise` when its link no longer opens. */
export type StripeReturn = (typeof RETURNS)[number]

interface FromStripe {
  encaissement?: StripeReturn | undefined
}

/** What the address says proves nothing about the account: it only says what to ask. */
export function readReturn({ encaissement }: Record<string, unknown>): FromStripe {
  const known = RETURNS.find((one) => one === encaissement)
  return known ? { encaissement: known } : {}
}
