import { leaveFor } from '@/shell/leave'

const STRIPE = 'https://connect.stripe.com'

/** To Stripe's form, or to the dashboard of an account. Throws a Problem for any other address. */
export const goToStripe = (address: string): void =>
  leaveFor(address, ({ origin }) => origin === STRIPE)
