import { describe, expect, it } from 'vitest'
import { toCsv } from './csv'

describe('a table for spreadsheets', () => {
  it('quotes every cell', () => {
    expect(toCsv([['a "b"', 'c;d\ne']])).toBe('\uFEFF"a ""b""";"c;d\ne"\r\n')
  })

  it('lets no cell act as a formula', () => {
    for (const cell of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])
      expect(toCsv([[cell]])).toBe(`\uFEFF"'${cell}"\r\n`)
    expect(toCsv([['1=1']])).toBe('\uFEFF"1=1"\r\n')
  })
})
