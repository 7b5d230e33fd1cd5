import type { components } from './schema.gen'

type Schemas = components['schemas']

export type Space = Schemas['SpaceView']
export type SpaceSummary = Schemas['SpaceSummary']
export type SpaceBody = Schemas['SpaceBody']
export type SpaceStatus = Schemas['SpaceStatus']
export type CatalogueSpace = Schemas['CatalogueSpaceView']
export type Room = Schemas['RoomView']
export type RoomKind = Schemas['RoomKind']
export type SoldAs = Schemas['SoldAs']
export type Tariff = Schemas['TariffShape']
export type RoomTariff = Schemas['TariffView']
export type Amenity = Schemas['Amenity']
export type OpenInterval = Schemas['IntervalShape']
export type SearchResult = Schemas['SearchResultView']
export type QueueEntry = Schemas['QueueEntryView']
export type Availability = Schemas['AvailabilityView']
export type AvailableDay = Schemas['DayView']
export type FreeRun = Schemas['FreeRunView']
export type Preview = Schemas['PreviewView']
export type Price = Schemas['PriceView']
export type Booking = Schemas['BookingView']
export type BookingSummary = Schemas['BookingSummary']
export type BookingStatus = Schemas['Status']
export type MoneyState = Schemas['Money']
export type TimelineEntry = Schemas['TimelineEntryView']
export type JournalEntry = Schemas['JournalEntryView']
export type BillingSettings = Schemas['BillingSettingsView']
export type BillingSettingsBody = Schemas['BillingSettingsBody']
export type PlatformSettingsBody = Schemas['PlatformSettingsBody']
export type VatRegime = Schemas['VatRegime']
export type SettlementMode = Schemas['SettlementMode']
export type MandatePage = Schemas['MandatePageView']
export type Collection = Schemas['CollectionView']
export type Mandate = Schemas['MandateView']
export type LegalText = Schemas['LegalTextView']
export type BillingProfile = Schemas['BillingProfileView']
export type BillingProfileBody = Schemas['BillingProfileBody']
export type Document = Schemas['DocumentView']
export type DocumentPage = Schemas['DocumentPage']
export type DocumentSums = Schemas['SumsView']
export type PriceTrail = Schemas['PriceTrailView']
export type Rule = Schemas['RuleView']
export type Violation = Schemas['ViolationView']
export type DeadLetters = Schemas['DeadLettersView']
export type DeadLetter = Schemas['DeadLetterView']

export const ROOM_KINDS = [
  'open_space',
  'meeting_room',
  'closed_office',
  'phone_booth',
  'training_room',
  'event_room',
  'workshop',
] as const satisfies readonly RoomKind[]

export const AMENITIES = [
  'wifi',
  'screen',
  'videoconference',
  'whiteboard',
  'printer',
  'coffee',
  'kitchen',
  'parking',
  'bike_parking',
  'shower',
  'lockers',
  'outdoor',
  'accessible',
  'air_conditioning',
  'pets',
  'natural_light',
] as const satisfies readonly Amenity[]

export const BOOKING_STATUSES = [
  'awaiting_payment',
  'pending_host',
  'confirming',
  'confirmed',
  'declined',
  'expired',
  'cancelled',
  'abandoned',
] as const satisfies readonly BookingStatus[]

export const isBookingStatus = (value: unknown): value is BookingStatus =>
  BOOKING_STATUSES.some((status) => status === value)
