import { leaveFor } from '@/shell/leave'

/** To Stripe's form, or to the dashboard of an account: it keeps them on several hosts. Throws a Problem for any other address. */
export const goToStripe = (address: string): void =>
  leaveFor(
    address,
    ({ protocol, hostname }) => protocol === 'https:' && hostname.endsWith('.stripe.com'),
  )
