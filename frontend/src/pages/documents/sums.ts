import type { Document, DocumentSums } from '@/api/shapes'

const GIVE_BACK: readonly Document['kind'][] = ['credit_note', 'self_billed_credit_note']

/** What a document adds to a total: the API's amounts are positive, what gives back takes off. */
export function signed(document: Document): { ht: number; vat: number; ttc: number } {
  const sign = GIVE_BACK.includes(document.kind) ? -1 : 1
  return { ht: sign * document.ht, vat: sign * document.vat, ttc: sign * document.ttc }
}

export const sumsOf = (documents: readonly Document[]): DocumentSums =>
  documents.map(signed).reduce<DocumentSums>(
    (sum, one) => ({
      count: sum.count + 1,
      ht: sum.ht + one.ht,
      vat: sum.vat + one.vat,
      ttc: sum.ttc + one.ttc,
    }),
    { count: 0, ht: 0, vat: 0, ttc: 0 },
  )
