const FIELDS = [
  'name',
  'description',
  'address',
  'timezone',
  'amenities',
  'contact_email',
  'contact_phone',
  'language',
  'rooms',
  'kind',
  'capacity',
  'sold_as',
  'colour',
  'acceptance',
  'answer_delay_hours',
  'price_basis',
  'price_hour',
  'price_half_day',
  'price_day',
  'price_week',
  'price_month',
  'surface',
  'equipment',
  'rules_shortest',
  'rules_longest',
  'rules_notice',
  'rules_horizon',
  'rules_buffer',
  'cancellation',
  'access_notes',
  'house_rules',
  'location',
  'pictures',
] as const

/** Of the billing settings: a room has none of these. */
const BILLING_FIELDS = [
  'entity_name',
  'entity_form',
  'entity_capital',
  'entity_siren',
  'entity_siret',
  'entity_register',
  'entity_vat_number',
  'entity_email',
  'address_line1',
  'address_line2',
  'address_postcode',
  'address_city',
  'address_country',
  'regimes',
  'modes',
  'commissions',
  'footer',
  'payment_days',
  'logo',
  'start',
  'end',
  'room',
  'role',
  'owner_id',
] as const

export type FieldName = (typeof FIELDS)[number] | (typeof BILLING_FIELDS)[number]

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** `24 h: 50 %`: a step of the conditions of cancellation. */
export function readStep(value: unknown): { hours: number; kept: number } | null {
  const found = typeof value === 'string' && /^(\d+) h: (\d+) %$/.exec(value)
  return found ? { hours: Number(found[1]), kept: Number(found[2]) } : null
}

/** The same values, in another order. */
export const isReordered = (before: unknown, after: unknown): boolean =>
  Array.isArray(before) &&
  Array.isArray(after) &&
  before.length === after.length &&
  before.every((one) => after.includes(one))

/** What a changed field of the audit log is about. */
export type Field =
  | { of: 'hours'; weekday: number }
  | { of: 'day'; day: string }
  | { of: 'room'; room: string; name: FieldName | null }
  | { of: 'space'; name: FieldName | null }

const known = (dotted: string): FieldName | null =>
  [...FIELDS, ...BILLING_FIELDS].find((name) => name === dotted.replaceAll('.', '_')) ?? null

/** `2026-11-22 franchise`: what begins on a day. */
export function readDated(value: unknown): { day: string; code: string } | null {
  const found = typeof value === 'string' && /^(\d{4}-\d{2}-\d{2}) (\w+)$/.exec(value)
  return found ? { day: found[1] ?? '', code: found[2] ?? '' } : null
}

/** `room.Atelier 1.5.price.hour`: a room's name may hold dots, the field's names are known. */
function roomField(rest: string): Field {
  for (const name of FIELDS) {
    for (const suffix of [name.replace(/^(price|rules)_/, '$1.'), name]) {
      if (rest.endsWith(`.${suffix}`)) {
        return { of: 'room', room: rest.slice(0, -suffix.length - 1), name }
      }
    }
  }
  return { of: 'room', room: rest, name: null }
}

export function readField(path: string): Field {
  if (path.startsWith('hours.')) return { of: 'hours', weekday: DAYS.indexOf(path.slice(6)) }
  if (path.startsWith('day.')) return { of: 'day', day: path.slice(4) }
  if (path.startsWith('room.')) return roomField(path.slice(5))
  return { of: 'space', name: known(path) }
}
