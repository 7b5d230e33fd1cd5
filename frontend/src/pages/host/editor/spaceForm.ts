import type { UseFormReturnType } from '@mantine/form'
import type {
  Amenity,
  OpenInterval,
  Room,
  RoomKind,
  RoomTariff,
  SoldAs,
  Space,
  SpaceBody,
  Tariff,
} from '@/api/shapes'
import { type Basis, centsOf } from '@/money/money'
import { colourOf } from './colours'

/**
 * The editor's values bear the names of the API's body, so that the pointers of its field errors
 * (`/rooms/0/tariff/hour`) are paths of the form. Prices are typed in euros; '' is not sold.
 */
export interface TariffForm {
  basis: Basis
  /** As the saved room is taxed today, shown beside its prices and never sent; null while unknown. */
  vat_rate: number | null
  hour: number | string
  half_day: number | string
  day: number | string
}

export interface RoomForm {
  /** Stays with the room while it is edited; rooms not saved yet have no id. */
  key: string
  id: string | null
  name: string
  description: string
  kind: RoomKind
  capacity: number | string
  sold_as: SoldAs
  colour: string
  free: boolean
  tariff: TariffForm
  automatic_acceptance: boolean
  answer_delay_hours: number | string
}

export interface SpaceFormValues extends Record<string, unknown> {
  name: string
  description: string
  address: { line1: string; line2: string; postcode: string; city: string; country: 'FR' }
  timezone: string
  amenities: Amenity[]
  opening_hours: OpenInterval[][]
  contact_email: string
  contact_phone: string
  rooms: RoomForm[]
}

export type SpaceFormApi = UseFormReturnType<SpaceFormValues>

const OFFICE_DAY: OpenInterval = { opens: '09:00', closes: '18:00' }

const newTariff = (): TariffForm => ({
  basis: 'HT',
  vat_rate: null,
  hour: '',
  half_day: '',
  day: '',
})

export const newRoom = (rank: number): RoomForm => ({
  key: crypto.randomUUID(),
  id: null,
  name: '',
  description: '',
  kind: 'meeting_room',
  capacity: '',
  sold_as: 'whole',
  colour: colourOf(rank),
  free: false,
  tariff: newTariff(),
  automatic_acceptance: false,
  answer_delay_hours: 72,
})

export const newSpace = (): SpaceFormValues => ({
  name: '',
  description: '',
  address: { line1: '', line2: '', postcode: '', city: '', country: 'FR' },
  timezone: 'Europe/Paris',
  amenities: [],
  opening_hours: Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ ...OFFICE_DAY }] : [])),
  contact_email: '',
  contact_phone: '',
  rooms: [],
})

const euros = (cents: number | null | undefined) => (cents == null ? '' : cents / 100)

function tariffForm(tariff: RoomTariff | null): TariffForm {
  if (!tariff) return newTariff()
  return {
    basis: tariff.basis,
    vat_rate: tariff.vat_rate,
    hour: euros(tariff.hour),
    half_day: euros(tariff.half_day),
    day: euros(tariff.day),
  }
}

const roomForm = (room: Room, key: string | undefined): RoomForm => ({
  key: key ?? room.id,
  id: room.id,
  name: room.name,
  description: room.description,
  kind: room.kind,
  capacity: room.capacity,
  sold_as: room.sold_as,
  colour: room.colour,
  free: room.tariff === null,
  tariff: tariffForm(room.tariff),
  automatic_acceptance: room.automatic_acceptance,
  answer_delay_hours: room.answer_delay_hours,
})

/** A saved space as form values; rooms keep the keys they had on screen. */
export const toForm = (space: Space, keys: readonly string[] = []): SpaceFormValues => ({
  name: space.name,
  description: space.description,
  address: { ...space.address, country: 'FR' },
  timezone: space.timezone,
  amenities: [...space.amenities],
  opening_hours: space.opening_hours.map((day) => day.map((interval) => ({ ...interval }))),
  contact_email: space.contact_email,
  contact_phone: space.contact_phone,
  rooms: space.rooms.map((room, index) => roomForm(room, keys[index])),
})

/** All rooms of a space are taxed alike: what one saved room tells holds for a new one too. */
export const rateOfRooms = (rooms: readonly RoomForm[]): number | null =>
  rooms.find(({ tariff }) => tariff.vat_rate !== null)?.tariff.vat_rate ?? null

// An empty field goes as 0: the server refuses it in the reader's language, on that very field.
const whole = (typed: number | string) => Math.round(Number(typed) || 0)

function tariffBody({ basis, hour, half_day, day }: TariffForm): Tariff {
  return {
    basis,
    hour: centsOf(hour),
    half_day: centsOf(half_day),
    day: centsOf(day),
  }
}

export const toBody = (values: SpaceFormValues): SpaceBody => ({
  name: values.name,
  description: values.description,
  address: values.address,
  timezone: values.timezone,
  amenities: values.amenities,
  opening_hours: values.opening_hours,
  contact_email: values.contact_email.trim() || null,
  contact_phone: values.contact_phone,
  rooms: values.rooms.map((room) => ({
    id: room.id,
    name: room.name,
    description: room.description,
    kind: room.kind,
    capacity: whole(room.capacity),
    sold_as: room.sold_as,
    colour: room.colour,
    tariff: room.free ? null : tariffBody(room.tariff),
    automatic_acceptance: room.automatic_acceptance,
    answer_delay_hours: whole(room.answer_delay_hours),
  })),
})
