import type {
  BookingRules,
  CancellationStep,
  Equipment,
  Room,
  RoomKind,
  RoomTariff,
  SoldAs,
  SpaceBody,
  Tariff,
  Unit,
} from '@/api/shapes'
import { type Basis, centsOf } from '@/money/money'
import { colourOf } from './colours'

/** Prices are typed in euros; '' is not sold. */
export interface TariffForm extends Record<Unit, number | string> {
  basis: Basis
  /** As the saved room is taxed today, shown beside its prices and never sent; null while unknown. */
  vat_rate: number | null
}

/** Minutes as their choices bear them, and days; '' leaves it to the platform. */
export interface RulesForm {
  shortest_minutes: string
  longest_minutes: string
  notice_minutes: string
  horizon_days: number | string
  buffer_minutes: string
}

/** Who cancels less than `hours` before the start leaves `kept` percent of the price. */
export interface StepForm {
  hours: number | string
  kept: number | string
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
  /** Square metres. */
  surface: number | string
  equipment: Equipment[]
  rules: RulesForm
  cancellation: StepForm[]
}

type RoomBody = NonNullable<SpaceBody['rooms']>[number]

const newTariff = (): TariffForm => ({
  basis: 'HT',
  vat_rate: null,
  hour: '',
  half_day: '',
  day: '',
  week: '',
  month: '',
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
  surface: '',
  equipment: [],
  rules: {
    shortest_minutes: '',
    longest_minutes: '',
    notice_minutes: '',
    horizon_days: '',
    buffer_minutes: '0',
  },
  cancellation: [],
})

/** The same once more, to be named and saved as a room of its own. */
export const copyOf = (room: RoomForm): RoomForm => ({
  ...room,
  key: crypto.randomUUID(),
  id: null,
  name: '',
  tariff: { ...room.tariff },
  equipment: [...room.equipment],
  rules: { ...room.rules },
  cancellation: room.cancellation.map((step) => ({ ...step })),
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
    week: euros(tariff.week),
    month: euros(tariff.month),
  }
}

const chosen = (minutes: number | null) => String(minutes ?? '')

const rulesForm = (rules: BookingRules): RulesForm => ({
  shortest_minutes: chosen(rules.shortest_minutes),
  longest_minutes: chosen(rules.longest_minutes),
  notice_minutes: chosen(rules.notice_minutes),
  horizon_days: rules.horizon_days ?? '',
  buffer_minutes: chosen(rules.buffer_minutes),
})

/** A saved room as form values, under the key that it had on screen. */
export const roomForm = (room: Room, key: string | undefined): RoomForm => ({
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
  surface: room.surface ?? '',
  equipment: [...room.equipment],
  rules: rulesForm(room.rules),
  cancellation: room.cancellation.map((step) => ({ ...step })),
})

/** All rooms of a space are taxed alike: what one saved room tells holds for a new one too. */
export const rateOfRooms = (rooms: readonly RoomForm[]): number | null =>
  rooms.find(({ tariff }) => tariff.vat_rate !== null)?.tariff.vat_rate ?? null

// An empty field goes as 0: the server refuses it in the reader's language, on that very field.
const whole = (typed: number | string) => Math.round(Number(typed) || 0)

const wholeOrNone = (typed: number | string) => (typed === '' ? null : whole(typed))

const tariffBody = (tariff: TariffForm): Tariff => ({
  basis: tariff.basis,
  hour: centsOf(tariff.hour),
  half_day: centsOf(tariff.half_day),
  day: centsOf(tariff.day),
  week: centsOf(tariff.week),
  month: centsOf(tariff.month),
})

/** Between bookings of seats nothing stays empty: what was chosen while it was sold whole is left out. */
export const rulesOf = ({ rules, sold_as }: RoomForm): BookingRules => ({
  shortest_minutes: wholeOrNone(rules.shortest_minutes),
  longest_minutes: wholeOrNone(rules.longest_minutes),
  notice_minutes: wholeOrNone(rules.notice_minutes),
  horizon_days: wholeOrNone(rules.horizon_days),
  buffer_minutes: sold_as === 'whole' ? whole(rules.buffer_minutes) : 0,
})

export const stepsOf = (steps: readonly StepForm[]): CancellationStep[] =>
  steps.map(({ hours, kept }) => ({ hours: whole(hours), kept: whole(kept) }))

export const roomBody = (room: RoomForm): RoomBody => ({
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
  surface: wholeOrNone(room.surface),
  equipment: room.equipment,
  rules: rulesOf(room),
  cancellation: stepsOf(room.cancellation),
})
