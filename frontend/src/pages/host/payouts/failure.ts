/** Stripe’s codes for what a bank sent back, as far as they help a host. */
const CODES = [
  'account_closed',
  'account_frozen',
  'bank_account_restricted',
  'bank_ownership_changed',
  'declined',
  'incorrect_account_holder_name',
  'invalid_account_number',
  'invalid_currency',
  'no_account',
] as const

type Failure = (typeof CODES)[number] | 'other' | 'none'

export function failureOf(code: string): Failure {
  if (code === '') return 'none'
  return CODES.find((one) => one === code) ?? 'other'
}
