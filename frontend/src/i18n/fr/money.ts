export const money = {
  HT: 'HT',
  TTC: 'TTC',
  vat: 'TVA',
  vat_rate: 'TVA {{rate}}',
  rounding: 'Arrondi',
  free: 'Gratuit',
}
