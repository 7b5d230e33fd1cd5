import type { PriceTrail } from '@/api/shapes'

export const AMOUNTS = ['ht', 'vat', 'rounding', 'ttc'] as const

export interface Printed {
  number: string
  cents: number
  same: boolean
}

export interface AmountRow {
  amount: (typeof AMOUNTS)[number]
  booking: number
  printed: Printed[]
}

/** Each amount of the booking beside what every document prints of it; no rounding, no row for it. */
export function amountRows({ price, documents }: PriceTrail): AmountRow[] {
  const { total } = price
  const papers = documents.map(({ payable, ...rest }) => ({ ...rest, ttc: payable }))
  return AMOUNTS.map((amount) => ({
    amount,
    booking: total[amount],
    printed: papers.map((paper) => ({
      number: paper.number,
      cents: paper[amount],
      same: paper[amount] === total[amount],
    })),
  })).filter(
    ({ amount, booking, printed }) =>
      amount !== 'rounding' || booking !== 0 || printed.some(({ cents }) => cents !== 0),
  )
}

/** `9f86d081…0f00a08`: enough to compare two by eye. */
export const shortHash = (sha256: string): string => `${sha256.slice(0, 8)}…${sha256.slice(-8)}`
