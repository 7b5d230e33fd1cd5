import { describe, expect, it } from 'vitest'
import type { Document } from '@/api/shapes'
import { signed, sumsOf } from './sums'

const INVOICE: Document = {
  id: 'doc_1',
  number: 'F-2027-000001',
  kind: 'invoice',
  title: 'La Fabrique · Salle Écluse',
  issued_on: '2027-04-14',
  issued_at: '2027-04-14T09:00:00Z',
  due_on: '2027-04-14',
  seller_name: 'La Fabrique SAS',
  buyer_name: 'Zoé Martin',
  ht: 833,
  vat: 167,
  ttc: 999,
  due: 0,
  state: 'paid',
  cites: null,
  source: 'bk_1',
  stored: true,
}
const CREDIT: Document = { ...INVOICE, id: 'doc_2', kind: 'credit_note', state: 'credit' }

describe('sums of documents', () => {
  it('take off what gives back', () => {
    expect(sumsOf([INVOICE, INVOICE, CREDIT])).toEqual({ count: 3, ht: 833, vat: 167, ttc: 999 })
    expect(signed(CREDIT).ttc).toBe(-999)
    expect(signed({ ...CREDIT, kind: 'self_billed_credit_note' }).ht).toBe(-833)
  })

  it('keep the rounding of the TTC, which HT and VAT alone would miss', () => {
    const { ht, vat, ttc } = sumsOf([INVOICE])
    expect(ttc - ht - vat).toBe(-1)
  })

  it('of nothing are zero', () => {
    expect(sumsOf([])).toEqual({ count: 0, ht: 0, vat: 0, ttc: 0 })
  })
})
