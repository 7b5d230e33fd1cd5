import type { Booking } from '@/api/shapes'

/** Whether the host may give it all back: it is over, or was cancelled, and the money is still his. `now` in ms. */
export function canRefund({ status, money, end }: Booking, now: number): boolean {
  const over = status === 'cancelled' || (status === 'confirmed' && Date.parse(end) <= now)
  return over && money === 'captured'
}
