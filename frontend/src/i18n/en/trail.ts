import type { Fr, Words } from '../words'

export const trail: Words<Fr['trail']> = {
  title: 'Where does this price come from?',
  lead: 'From what the host typed to the last cent of the documents.',
  show: 'Show the price’s path',
  hide: 'Hide the price’s path',
  typed: {
    title: 'What the host typed',
    line: '{{quantity}} × {{unit_price}}',
    sum: 'Total typed',
    seats: '{{sum}} × {{count}} seats',
    discount: 'Discount',
  },
  step: {
    title: 'What VAT makes of it',
    nothing: 'The room is free: there is nothing to pay.',
    vat_added: 'The price was typed without tax: VAT at {{rate}} is added.',
    vat_within: 'The price was typed with VAT at {{rate}}: the tax is taken out of it.',
    no_vat: 'No VAT is added.',
    no_vat_franchise:
      'No VAT is added: the seller is below the VAT threshold (article 293 B of the French tax code).',
    no_vat_public_body:
      'No VAT is added: the seller is a public body, outside the scope of VAT (article 256 B of the French tax code).',
    no_vat_territory:
      'No VAT is added: it does not apply in French Guiana nor in Mayotte (article 294-1 of the French tax code).',
    platform_vat:
      'The platform buys from the host and sells in its own name: its VAT at {{rate}} is added to the price typed without tax.',
    rounding:
      'No price without tax gives exactly this price with tax: the cent left over ({{amount}}) is written as a rounding, here and on the invoice.',
    sum: '{{ht}} excl. VAT + {{vat}} VAT = {{ttc}} incl. VAT',
    sum_rounded: '{{ht}} excl. VAT + {{vat}} VAT, {{amount}} rounding = {{ttc}} incl. VAT',
  },
  compare: {
    title: 'What the booking shows, and what the documents print',
    what: 'Amount',
    booking: 'Booking',
    ht: 'Excl. VAT',
    vat: 'VAT',
    rounding: 'Rounding',
    ttc: 'Incl. VAT',
    same: 'the same',
    differs: 'different',
    none: 'No document yet: they will be compared here, to the cent.',
    all_same_one: 'The document says the same as the booking, to the cent.',
    all_same_other: 'All {{count}} documents say the same as the booking, to the cent.',
  },
  difference: {
    title: 'Something does not match',
    ht: '{{document}}: the amount excl. VAT is not the booking’s.',
    vat: '{{document}}: the VAT is not the booking’s.',
    ttc: '{{document}}: the amount incl. VAT is not the booking’s.',
    price_changed:
      'The booking’s price is no longer the one that the ledger kept when it was paid.',
    next: 'Please tell us: a document never changes, a credit note corrects it.',
  },
  terms: {
    title: 'Under which rules',
    seller: 'Seller',
    seller_host: 'the host',
    seller_platform: 'the platform, which buys from the host',
    regime: 'The seller’s VAT regime',
    regimes: {
      normal: 'VAT due on payment',
      debits: 'VAT due on invoice',
      franchise: 'Below the VAT threshold',
      public_body: 'Public body',
    },
    commission: 'The platform’s commission',
    rule: 'Price rule',
    vat_rule: 'VAT rule',
    mandate: 'Invoicing mandate',
    terms: 'Terms of sale',
    version: 'version {{version}}',
    none: 'none',
    hash: 'The price’s fingerprint',
    copy: 'Copy the fingerprint',
    copied: 'Fingerprint copied',
    seal: 'Fingerprint in the ledger',
    sealed: 'Kept on payment',
    not_sealed: 'Not yet: it is on payment',
  },
}
