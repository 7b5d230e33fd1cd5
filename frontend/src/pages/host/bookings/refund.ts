import type { Booking } from '@/api/shapes'

/** Whether the host may give back what is left: it is over, or was cancelled, and money is still his. `now` in ms. */
export function canRefund(booking: Booking, now: number): boolean {
  const { status, money, end } = booking
  const over = status === 'cancelled' || (status === 'confirmed' && Date.parse(end) <= now)
  return over && (money === 'captured' || money === 'refunded') && stillPaid(booking) > 0
}

/** Cents TTC of its price that nobody decided to give back. */
export const stillPaid = ({ total, back }: Booking) => total.ttc - back
