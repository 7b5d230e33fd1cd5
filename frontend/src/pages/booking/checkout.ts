import { leaveFor } from '@/shell/leave'

const STRIPE = 'https://checkout.stripe.com'

/** To Stripe's hosted page. Throws a Problem for any other address. */
export const goAndPay = (address: string): void =>
  leaveFor(address, ({ origin }) => origin === STRIPE)
