import { expect, it } from 'vitest'
import { moneyFacts } from './money'

it('tells the sums of a fact, each by its name', () => {
  const details = { booking: 'bk_1', amount: 2000, debt: 3400, cause: 'disputed' }
  expect(moneyFacts({ kind: 'TransferTakenBack', details })).toEqual([
    { name: 'amount', cents: 2000, basis: null },
    { name: 'debt', cents: 3400, basis: null },
  ])
})

it('leaves out what comes to nothing, and the tax where there is none', () => {
  const details = { booking: 'bk_1', amount: 9180, recovered: 0, transfer: 'tr_1' }
  expect(moneyFacts({ kind: 'TransferMade', details })).toEqual([
    { name: 'amount', cents: 9180, basis: null },
  ])
})
