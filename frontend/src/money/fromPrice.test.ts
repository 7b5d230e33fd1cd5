import { expect, it } from 'vitest'
import type { RoomTariff } from '@/api/shapes'
import { cheapestOf } from './fromPrice'

const tariff = (changes: Partial<RoomTariff>): RoomTariff => ({
  basis: 'HT',
  hour: null,
  half_day: null,
  day: null,
  week: null,
  month: null,
  vat_rate: 2000,
  ...changes,
})

it('the cheapest room is told by the smallest unit that any is sold by, tax included', () => {
  const daily = tariff({ day: 900 })
  const hourly = tariff({ hour: 3000, day: 9000 })
  expect(cheapestOf([daily, hourly, null])).toEqual({ cents: 3600, basis: 'TTC', unit: 'hour' })
  expect(cheapestOf([daily, null])).toEqual({ cents: 1080, basis: 'TTC', unit: 'day' })
  expect(cheapestOf([tariff({ hour: 1000, vat_rate: null })])).toMatchObject({
    cents: 1000,
    basis: 'HT',
  })
  expect(cheapestOf([null])).toBeNull()
})
