import type { SettlementMode, VatRegime } from '@/api/shapes'

/** What settings may lack, in the order of the page. */
const CODES = [
  'legal_name',
  'legal_form',
  'capital',
  'siren',
  'siret',
  'registry',
  'address',
  'vat_number',
  'regime',
  'settlement_mode',
  'mandate',
  'connected_account',
  'platform_settings',
] as const

export type BillingCode = (typeof CODES)[number]

export const billingCode = (code: string): BillingCode | undefined =>
  CODES.find((one) => one === code)

/** The id of the field that a code is about; none where somebody else must act. */
export function fieldOf(code: string): string | null {
  if (code === 'platform_settings') return null
  if (code === 'regime') return 'regimes'
  if (code === 'connected_account') return 'collection'
  return code === 'settlement_mode' ? 'modes' : code
}

export const REGIMES = [
  'normal',
  'debits',
  'franchise',
  'public_body',
] as const satisfies readonly VatRegime[]

export const MODES = ['per_booking', 'monthly'] as const satisfies readonly SettlementMode[]

export const isRegime = (value: unknown): value is VatRegime =>
  REGIMES.some((regime) => regime === value)

export const isMode = (value: unknown): value is SettlementMode =>
  MODES.some((mode) => mode === value)

export const chargesVat = (regime: VatRegime): boolean => regime === 'normal' || regime === 'debits'
