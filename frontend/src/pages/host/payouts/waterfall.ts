import type { SettlementMonth } from '@/api/shapes'

export type Step =
  | 'ht'
  | 'vat'
  | 'rounding'
  | 'ttc'
  | 'commission'
  | 'recovered'
  | 'net'
  | 'sent'
  | 'arrived'

/** `sum`: what stands at that point. `more`, `less`: what leads there. `done`: how much of it has moved. */
type Role = 'sum' | 'more' | 'less' | 'done'

/** One bar: `cents` as it is said, drawn between `from` and `to`, both cents. */
export interface Bar {
  step: Step
  role: Role
  cents: number
  from: number
  to: number
}

const between = (step: Step, start: number, cents: number): Bar => ({
  step,
  role: cents < 0 ? 'less' : 'more',
  cents,
  from: Math.min(start, start + cents),
  to: Math.max(start, start + cents),
})

const whole = (step: Step, cents: number, role: Role = 'sum'): Bar => ({
  step,
  role,
  cents,
  from: Math.min(0, cents),
  to: Math.max(0, cents),
})

/** From the price that the host typed to his bank. Each bar begins where the one before it ends. */
export function barsOf(month: SettlementMonth): Bar[] {
  const { gross, commission, net, recovered, sent, arrived } = month
  const bars = [whole('ht', gross.ht), between('vat', gross.ht, gross.vat)]
  if (gross.rounding !== 0) bars.push(between('rounding', gross.ht + gross.vat, gross.rounding))
  bars.push(whole('ttc', gross.ttc), between('commission', gross.ttc, -commission.ttc))
  if (recovered !== 0) bars.push(between('recovered', net, -recovered))
  bars.push(
    whole('net', net - recovered),
    whole('sent', sent, 'done'),
    whole('arrived', arrived, 'done'),
  )
  return bars
}

/** Where a bar is drawn, in hundredths of the widest. */
export function placed(bars: readonly Bar[]): { bar: Bar; x: number; width: number }[] {
  const lowest = Math.min(0, ...bars.map(({ from }) => from))
  const highest = Math.max(0, ...bars.map(({ to }) => to))
  const scale = 100 / (highest - lowest || 1)
  return bars.map((bar) => ({
    bar,
    x: (bar.from - lowest) * scale,
    width: (bar.to - bar.from) * scale,
  }))
}
