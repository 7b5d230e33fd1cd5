import { localProblem } from '@/api/problem'

const STRIPE = 'https://checkout.stripe.com'
const THIS_MACHINE = ['127.0.0.1', 'localhost']

function read(address: string): URL {
  try {
    return new URL(address)
  } catch {
    throw localProblem('unreadable')
  }
}

/** Stripe's hosted page; for a page served by `make run`, also the double on another port of that machine. */
function isPaymentPage({ origin, protocol, hostname }: URL): boolean {
  if (origin === STRIPE) return true
  return (
    protocol === 'http:' &&
    THIS_MACHINE.includes(hostname) &&
    THIS_MACHINE.includes(window.location.hostname)
  )
}

/** The only other site that people are ever sent to. Throws a Problem for any other address. */
export function goAndPay(address: string): void {
  const url = read(address)
  if (!isPaymentPage(url)) throw localProblem('unreadable')
  window.location.assign(url.href)
}
