/** As `chalicelib/claims/rows.py` names them. */
export const NEEDED = ['reference', 'owner_email', 'space_name', 'city'] as const

export const OTHERS = [
  'language',
  'host_name',
  'description',
  'street',
  'street2',
  'postcode',
  'country',
  'timezone',
  'phone',
  'contact_email',
  'opening_hours',
  'amenities',
  'room_name',
  'room_kind',
  'capacity',
  'sold_as',
  'price_basis',
  'price_hour',
  'price_half_day',
  'price_day',
] as const
