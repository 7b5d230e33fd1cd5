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
  'price_vat_rate',
  'price_hour',
  'price_half_day',
  'price_day',
] as const

export type FieldName = (typeof FIELDS)[number]

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** What a changed field of the audit log is about. */
export type Field =
  | { of: 'hours'; weekday: number }
  | { of: 'room'; room: string; name: FieldName | null }
  | { of: 'space'; name: FieldName | null }

const known = (dotted: string) =>
  FIELDS.find((name) => name === dotted.replaceAll('.', '_')) ?? null

/** `room.Atelier 1.5.price.hour`: a room's name may hold dots, the field's names are known. */
function roomField(rest: string): Field {
  for (const name of FIELDS) {
    for (const suffix of [name.replace('price_', 'price.'), name]) {
      if (rest.endsWith(`.${suffix}`)) {
        return { of: 'room', room: rest.slice(0, -suffix.length - 1), name }
      }
    }
  }
  return { of: 'room', room: rest, name: null }
}

export function readField(path: string): Field {
  if (path.startsWith('hours.')) return { of: 'hours', weekday: DAYS.indexOf(path.slice(6)) }
  if (path.startsWith('room.')) return roomField(path.slice(5))
  return { of: 'space', name: known(path) }
}
