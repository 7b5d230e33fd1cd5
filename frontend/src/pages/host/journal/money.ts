import type { JournalEntry } from '@/api/shapes'

const SUMS = ['amount', 'recovered', 'debt'] as const

/** Of a host’s own money on its way: it is no price, so it has no tax to be with or without. */
const ON_ITS_WAY = ['TransferMade', 'TransferTakenBack', 'PayoutSent', 'PayoutPaid', 'PayoutFailed']

interface Sum {
  name: (typeof SUMS)[number]
  cents: number
  basis: 'TTC' | null
}

/** The sums of a fact, in cents; what comes to nothing is told only as the amount itself. */
export function moneyFacts({ kind, details }: Pick<JournalEntry, 'kind' | 'details'>): Sum[] {
  const basis = ON_ITS_WAY.includes(kind) ? null : 'TTC'
  return SUMS.flatMap((name) => {
    const cents = details[name]
    if (typeof cents !== 'number') return []
    return cents === 0 && name !== 'amount' ? [] : [{ name, cents, basis }]
  })
}
