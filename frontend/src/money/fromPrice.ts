import { type RoomTariff, UNITS, type Unit } from '@/api/shapes'
import { type Basis, bothSides } from './money'

export interface FromPrice {
  cents: number
  basis: Basis
  unit: Unit
}

/** The price of the smallest unit that a room sells: tax included, or as typed while the tax is not known. */
export function fromPrice(tariff: RoomTariff): FromPrice | null {
  const unit = UNITS.find((one) => tariff[one] != null)
  const cents = unit && tariff[unit]
  if (!unit || cents == null) return null
  const { basis, vat_rate } = tariff
  if (vat_rate === null) return { cents, basis, unit }
  return { cents: bothSides(cents, basis, vat_rate).ttc, basis: 'TTC', unit }
}

/** The cheapest of several rooms by the smallest unit that any of them sells; null where nothing is to pay. */
export function cheapestOf(tariffs: readonly (RoomTariff | null)[]): FromPrice | null {
  const prices = tariffs.flatMap((tariff) => (tariff && fromPrice(tariff)) || [])
  const order = ({ unit }: FromPrice) => UNITS.indexOf(unit)
  return (
    prices.sort((one, other) => order(one) - order(other) || one.cents - other.cents)[0] ?? null
  )
}
