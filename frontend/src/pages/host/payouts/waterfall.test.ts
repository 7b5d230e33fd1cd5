import { describe, expect, it } from 'vitest'
import type { SettlementMonth } from '@/api/shapes'
import { barsOf, placed } from './waterfall'

const money = (ht: number, vat: number, rounding = 0) => ({
  ht,
  vat,
  rounding,
  ttc: ht + vat + rounding,
  currency: 'EUR',
})

const OCTOBER: SettlementMonth = {
  month: '2026-10',
  state: 'closed',
  count: 3,
  ht: 30000,
  contest_until: null,
  payday: null,
  gross: money(30000, 6000),
  commission: money(3000, 600),
  net: 32400,
  recovered: 1200,
  sent: 31200,
  arrived: 20000,
  refunded: 0,
  difference: null,
  reason: '',
  documents: [],
}

const said = (month: SettlementMonth) => barsOf(month).map(({ step, cents }) => [step, cents])

describe('the sum of a month', () => {
  it('goes from the typed price to the bank, each step to the cent', () => {
    expect(said(OCTOBER)).toEqual([
      ['ht', 30000],
      ['vat', 6000],
      ['ttc', 36000],
      ['commission', -3600],
      ['recovered', -1200],
      ['net', 31200],
      ['sent', 31200],
      ['arrived', 20000],
    ])
  })

  it('adds up: each difference leads from one sum to the next', () => {
    const rounded = { ...OCTOBER, gross: money(833, 167, -1), net: 999, commission: money(0, 0) }
    for (const month of [OCTOBER, { ...rounded, recovered: 0 }]) {
      let reached = 0
      for (const { role, cents } of barsOf(month)) {
        if (role === 'sum' && reached) expect(cents).toBe(reached)
        if (role === 'sum') reached = cents
        if (role === 'more' || role === 'less') reached += cents
      }
    }
  })

  it('says nothing of a debt or a rounding that is not there', () => {
    const steps = said({ ...OCTOBER, recovered: 0 }).map(([step]) => step)
    expect(steps).not.toContain('recovered')
    expect(steps).not.toContain('rounding')
  })

  it('is drawn within its frame, a difference where the sum before it ends', () => {
    const drawn = placed(barsOf(OCTOBER))
    const of = (step: string) => drawn.find(({ bar }) => bar.step === step)
    for (const { x, width } of drawn) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(100.000001)
    }
    expect(of('ttc')).toMatchObject({ x: 0, width: 100 })
    expect(of('commission')).toMatchObject({ x: 90, width: 10 })
  })

  it('of nothing is drawn as nothing', () => {
    const nothing = money(0, 0)
    const empty = { ...OCTOBER, gross: nothing, commission: nothing, net: 0, recovered: 0, sent: 0 }
    expect(placed(barsOf({ ...empty, arrived: 0 })).every(({ width }) => width === 0)).toBe(true)
  })
})
