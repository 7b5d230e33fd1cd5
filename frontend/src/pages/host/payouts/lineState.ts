import type { MonthState, Payout, SettlementLine } from '@/api/shapes'
import { wallOf } from '@/time/wall'
import type { Tone } from '@/ui/Status'

type Way =
  | 'refunded'
  | 'cancelled'
  | 'taking_back'
  | 'releasing'
  | 'kept_for_debt'
  | 'on_account'
  | 'creating'
  | 'under_way'
  | 'arrived'
  | 'returned'
  | 'checked'
  | 'contested'
  | 'soon'
  | 'due'
  | 'after_invoice'
  | `blocked_${NonNullable<SettlementLine['block']>}`

/** Where a booking's money is, and the day that matters with it, `yyyy-mm-dd`. */
export interface Whereabouts {
  way: Way
  tone: Tone
  day?: string
}

interface Of {
  state: MonthState
  payday: string | null
}

const PAYOUT: Record<Payout['state'], [Way, Tone]> = {
  creating: ['creating', 'waiting'],
  sent: ['under_way', 'waiting'],
  paid: ['arrived', 'good'],
  failed: ['returned', 'bad'],
}

function afterTransfer({ payout, transfer }: SettlementLine): Whereabouts {
  if (!payout) {
    return transfer
      ? { way: 'on_account', tone: 'waiting' }
      : { way: 'kept_for_debt', tone: 'quiet' }
  }
  const [way, tone] = PAYOUT[payout.state]
  const named = way === 'under_way' || way === 'arrived'
  if (!named) return { way, tone }
  return payout.arrives_on ? { way, tone, day: payout.arrives_on } : { way: 'creating', tone }
}

/** What is due leaves from six in the morning, by French clocks. */
const frenchDay = (instant: string | number) => wallOf(instant, 'Europe/Paris').date

function beforeTransfer(line: SettlementLine, month: Of, now: number): Whereabouts {
  if (line.block === 'disputed') return { way: 'blocked_disputed', tone: 'bad' }
  if (line.mode === 'monthly' && month.state === 'contested') {
    return { way: 'contested', tone: 'waiting' }
  }
  if (line.mode === 'monthly' && month.state === 'parked')
    return { way: 'checked', tone: 'waiting' }
  if (line.block) return { way: `blocked_${line.block}`, tone: 'bad' }
  const day = line.due_at ? frenchDay(line.due_at) : month.payday
  if (!day) return { way: 'after_invoice', tone: 'quiet' }
  return day < frenchDay(now)
    ? { way: 'soon', tone: 'waiting' }
    : { way: 'due', tone: 'quiet', day }
}

/** Where the money of a booking is. `now` in milliseconds. */
export function whereabouts(line: SettlementLine, month: Of, now: number): Whereabouts {
  switch (line.state) {
    case 'cancelled':
      return { way: line.refunded > 0 ? 'refunded' : 'cancelled', tone: 'quiet' }
    case 'taking_back':
      return { way: 'taking_back', tone: 'waiting' }
    case 'releasing':
      return { way: 'releasing', tone: 'waiting' }
    case 'sent':
      return afterTransfer(line)
    case 'waiting':
      return beforeTransfer(line, month, now)
  }
}
