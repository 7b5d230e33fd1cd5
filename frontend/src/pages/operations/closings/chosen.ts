import { isMonth } from '@/pages/payouts/months'

/** The month of the closings page, as it stands in the address; the one before today’s unless said. */
interface Chosen {
  month?: string | undefined
}

export const readClosing = (search: Record<string, unknown>): Chosen => ({
  month: isMonth(search.month) ? search.month : undefined,
})
