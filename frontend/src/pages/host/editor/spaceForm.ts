import type { UseFormReturnType } from '@mantine/form'
import type { Amenity, ExceptionalDay, OpenInterval, Space, SpaceBody } from '@/api/shapes'
import type { Picture } from './images/pictures'
import { type RoomForm, roomBody, roomForm } from './roomForm'

/** Degrees as typed; both '' tell no place. */
export interface LocationForm {
  latitude: number | string
  longitude: number | string
}

/**
 * The editor's values bear the names of the API's body, so that the pointers of its field errors
 * (`/rooms/0/tariff/hour`) are paths of the form.
 */
export interface SpaceFormValues extends Record<string, unknown> {
  name: string
  description: string
  address: { line1: string; line2: string; postcode: string; city: string; country: 'FR' }
  location: LocationForm
  timezone: string
  amenities: Amenity[]
  opening_hours: OpenInterval[][]
  exceptional_days: ExceptionalDay[]
  contact_email: string
  contact_phone: string
  access_notes: string
  house_rules: string
  pictures: Picture[]
  rooms: RoomForm[]
}

export type SpaceFormApi = UseFormReturnType<SpaceFormValues>

export const OFFICE_DAY: Readonly<OpenInterval> = { opens: '09:00', closes: '18:00' }

export const newSpace = (): SpaceFormValues => ({
  name: '',
  description: '',
  address: { line1: '', line2: '', postcode: '', city: '', country: 'FR' },
  location: { latitude: '', longitude: '' },
  timezone: 'Europe/Paris',
  amenities: [],
  opening_hours: Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ ...OFFICE_DAY }] : [])),
  exceptional_days: [],
  contact_email: '',
  contact_phone: '',
  access_notes: '',
  house_rules: '',
  pictures: [],
  rooms: [],
})

export const copiesOf = (hours: readonly OpenInterval[]): OpenInterval[] =>
  hours.map((interval) => ({ ...interval }))

/** A saved space as form values; rooms keep the keys they had on screen. */
export const toForm = (space: Space, keys: readonly string[] = []): SpaceFormValues => ({
  name: space.name,
  description: space.description,
  address: { ...space.address, country: 'FR' },
  location: {
    latitude: space.location?.latitude ?? '',
    longitude: space.location?.longitude ?? '',
  },
  timezone: space.timezone,
  amenities: [...space.amenities],
  opening_hours: space.opening_hours.map(copiesOf),
  exceptional_days: space.exceptional_days.map(({ day, label, hours = [] }) => ({
    day,
    label,
    hours: copiesOf(hours),
  })),
  contact_email: space.contact_email,
  contact_phone: space.contact_phone,
  access_notes: space.access_notes,
  house_rules: space.house_rules,
  pictures: space.pictures.map(({ image_id, caption = '', alt = '' }) => ({
    image_id,
    caption,
    alt,
  })),
  rooms: space.rooms.map((room, index) => roomForm(room, keys[index])),
})

// NaN travels as null: half a place is refused by the server, on the very field that lacks.
const degrees = (typed: number | string) => (typed === '' ? Number.NaN : Number(typed))

function locationBody({ latitude, longitude }: LocationForm): SpaceBody['location'] {
  if (latitude === '' && longitude === '') return null
  return { latitude: degrees(latitude), longitude: degrees(longitude) }
}

export const toBody = (values: SpaceFormValues): SpaceBody => ({
  name: values.name,
  description: values.description,
  address: values.address,
  location: locationBody(values.location),
  timezone: values.timezone,
  amenities: values.amenities,
  opening_hours: values.opening_hours,
  exceptional_days: values.exceptional_days,
  contact_email: values.contact_email.trim() || null,
  contact_phone: values.contact_phone,
  access_notes: values.access_notes,
  house_rules: values.house_rules,
  pictures: values.pictures,
  rooms: values.rooms.map(roomBody),
})
