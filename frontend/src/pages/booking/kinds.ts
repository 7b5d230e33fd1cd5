/** The facts that a booking's timeline shows; a newer one that we do not know yet is « other ». */
const KINDS = [
  'place_offered',
  'offer_passed',
  'booking_placed',
  'series_placed',
  'dates_cancelled',
  'booking_requested',
  'booking_accepted',
  'booking_confirmed',
  'booking_declined',
  'booking_expired',
  'booking_abandoned',
  'booking_cancelled',
  'hold_placed',
  'payment_captured',
  'hold_released',
  'payment_refunded',
  'refund_failed',
  'payment_kept',
  'refund_granted',
  'booking_moved',
  'booking_entered',
  'guest_arrived',
  'guest_missed',
  'arrival_undone',
  'dispute_opened',
  'dispute_closed',
] as const

/** `BookingPlaced` -> `booking_placed`: facts are named as classes, words as keys. */
export const snake = (kind: string): string =>
  kind.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()

export const timelineKey = (kind: string) => KINDS.find((one) => one === snake(kind)) ?? 'other'
