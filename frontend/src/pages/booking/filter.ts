import { type BookingStatus, isBookingStatus } from '@/api/shapes'

interface BookingFilter {
  status?: BookingStatus | undefined
}

/** The filter of a list of bookings, as it stands in the address. */
export const readBookingFilter = (search: Record<string, unknown>): BookingFilter => ({
  status: isBookingStatus(search.status) ? search.status : undefined,
})
