import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { chargesVat } from '@/pages/billing/codes'
import { settingsQuery } from '@/pages/billing/queries'
import { rateOfRooms } from './roomForm'
import type { SpaceFormApi } from './spaceForm'

/** How the prices being typed will be sold: what the platform resells is typed HT. */
export interface Sale {
  resold: boolean
  /** Basis points; null while only the server could tell. */
  rate: number | null
}

export function useSale(form: SpaceFormApi): Sale {
  const { hostId = '' } = useParams({ strict: false })
  const settings = useQuery({ ...settingsQuery(hostId), enabled: hostId !== '' }).data
  const resold = settings?.mode === 'monthly'
  // Rates follow from the place, which the server knows: only a host without VAT has the same one everywhere.
  const without =
    settings?.mode === 'per_booking' && settings.regime && !chargesVat(settings.regime)
  if (without) return { resold, rate: 0 }
  const moved = form.isDirty('address.postcode')
  return { resold, rate: moved ? null : rateOfRooms(form.values.rooms) }
}
