/** What Stripe may ask for, as people would say it; in the order in which it is shown. */
const FAMILIES = [
  'company',
  'identity',
  'document',
  'address',
  'contact',
  'owners',
  'bank',
  'terms',
  'other',
] as const

export type Family = (typeof FAMILIES)[number]

/**
 * The first that fits names the family: a bank statement is about the bank before it is a document,
 * a director's address is about the directors before it is an address.
 * Codes: docs.stripe.com/connect/handling-api-verification, of both generations of accounts.
 */
const RULES: readonly (readonly [RegExp, Family])[] = [
  [/(^|\.)(tos_acceptance|terms_of_service)/, 'terms'],
  [/external_account|payout_method|bank_account|outbound_destination/, 'bank'],
  [/(^|\.)(verification|documents?)(\.|$)/, 'document'],
  [/owner|director|executive|persons_provided/, 'owners'],
  [/(^|\.)(registered_)?address/, 'address'],
  [/(^|[._])(email|phone)/, 'contact'],
  [/^(representative|individual|person|identity\.individual)/, 'identity'],
  [
    /^(company|business_|identity\.(business_details|entity_type|country)|defaults\.profile)/,
    'company',
  ],
]

const familyOf = (code: string): Family =>
  RULES.find(([pattern]) => pattern.test(code))?.[1] ?? 'other'

/** The families of some requirement codes of Stripe's, each once. */
export function familiesOf(codes: readonly string[]): Family[] {
  const found = new Set(codes.map(familyOf))
  return FAMILIES.filter((family) => found.has(family))
}
