import { describe, expect, it } from 'vitest'
import type { PriceTrail } from '@/api/shapes'
import { amountRows, shortHash } from './trail'

/** 9.99 € typed TTC at 20 %: a cent that no price without tax reaches. */
const TRAIL: PriceTrail = {
  typed: 999,
  discount: 0,
  price: {
    total: { ht: 833, vat: 167, rounding: -1, ttc: 999, currency: 'EUR' },
    basis: 'TTC',
    vat_rate: 2000,
    seats: 1,
    lines: [],
    sold_by: 'La Fabrique SAS',
  },
  sale: null,
  rule: 'cover-1',
  steps: ['vat_within', 'rounding'],
  documents: [
    { number: 'F-1', kind: 'invoice', ht: 833, vat: 167, rounding: -1, payable: 999 },
    { number: 'A-1', kind: 'credit_note', ht: 833, vat: 167, rounding: 0, payable: 1000 },
  ],
  differences: [{ document: 'A-1', what: 'ttc' }],
  sha256: '0123456789abcdef'.repeat(4),
  sealed: true,
}

describe('the amounts of a booking and of its documents', () => {
  it('stand side by side', () => {
    expect(amountRows(TRAIL)).toEqual([
      row('ht', 833, [833, true], [833, true]),
      row('vat', 167, [167, true], [167, true]),
      row('rounding', -1, [-1, true], [0, false]),
      row('ttc', 999, [999, true], [1000, false]),
    ])
  })

  it('leave a rounding out where nobody has one, and show it where only a document has', () => {
    const total = { ...TRAIL.price.total, rounding: 0, ttc: 1000 }
    const even = { ...TRAIL, price: { ...TRAIL.price, total } }
    const amounts = (trail: PriceTrail) => amountRows(trail).map(({ amount }) => amount)
    expect(amounts({ ...even, documents: [] })).toEqual(['ht', 'vat', 'ttc'])
    expect(amounts(even)).toContain('rounding')
  })

  it('stand alone before the first document', () => {
    expect(amountRows({ ...TRAIL, documents: [] }).every(({ printed }) => !printed.length)).toBe(
      true,
    )
  })
})

it('shortens a fingerprint to both its ends', () => {
  expect(shortHash(TRAIL.sha256)).toBe('01234567…89abcdef')
})

function row(amount: string, booking: number, ...documents: [number, boolean][]) {
  const numbers = ['F-1', 'A-1']
  const printed = documents.map(([cents, same], rank) => ({ number: numbers[rank], cents, same }))
  return { amount, booking, printed }
}
