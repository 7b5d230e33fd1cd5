import { describe, expect, it } from 'vitest'
import { ofBilling, ofSpace } from './missing'

const CODES = ['rooms', 'price_in_ht', 'billing.siren', 'billing.mandate', 'billing.vat_territory']

describe('what a space lacks', () => {
  it('is mended on its page, its address included', () => {
    expect(ofSpace(CODES)).toEqual(['rooms', 'price_in_ht', 'billing.vat_territory'])
  })

  it('is mended once for all spaces where it is of the host’s billing', () => {
    expect(ofBilling([...CODES, ...CODES])).toEqual(['siren', 'mandate'])
    expect(ofBilling(['rooms'])).toEqual([])
  })
})
