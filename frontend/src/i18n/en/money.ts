import type { Fr, Words } from '../words'

export const money: Words<Fr['money']> = {
  HT: 'excl. VAT',
  TTC: 'incl. VAT',
  vat: 'VAT',
  vat_rate: 'VAT {{rate}}',
  rounding: 'Rounding',
  free: 'Free',
}
