import type { components } from './schema.gen'

type Schemas = components['schemas']

export type Space = Schemas['SpaceView']
export type SpaceImage = Schemas['ImageView']
export type SpacePicture = Schemas['PictureView']
export type Upload = Schemas['UploadView']
export type ListingImport = Schemas['ImportView']
export type ImportNote = Schemas['NoteView']
export type ListingOwner = Schemas['OwnerView']
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
export type ExceptionalDay = Required<Schemas['ExceptionalDayShape']>
export type Holiday = Schemas['HolidayView']
export type Equipment = Schemas['Equipment']
export type BookingRules = Schemas['BookingRulesShape']
export type CancellationStep = Schemas['CancellationStepShape']
export type Unit = Schemas['Unit']
export type SearchResult = Schemas['SearchResultView']
export type QueueEntry = Schemas['QueueEntryView']
export type PendingEdit = Schemas['PendingEditView']
export type EditState = Schemas['EditState']
export type HistoryEntry = Schemas['HistoryEntryView']
export type HistoryPage = Schemas['HistoryPage']
export type Availability = Schemas['AvailabilityView']
export type AvailableDay = Schemas['DayView']
export type FreeRun = Schemas['FreeRunView']
export type Preview = Schemas['PreviewView']
export type Price = Schemas['PriceView']
export type Booking = Schemas['BookingView']
export type BookingSummary = Schemas['BookingSummary']
export type Waiting = Schemas['WaitingView']
export type BookingStatus = Schemas['Status']
export type SeriesPreview = Schemas['SeriesPreviewView']
export type PlannedDate = Schemas['PlannedDateView']
export type SeriesMode = Schemas['Mode']
export type SeriesOutcome = Schemas['DateOutcome']
export type Series = Schemas['SeriesView']
export type SeriesDate = Schemas['SeriesDateView']
export type SeriesPart = Schemas['SeriesPartView']
export type CancellationScope = Schemas['CancellationScope']
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
export type SettlementMonth = Schemas['MonthView']
export type Tally = Schemas['TallyView']
export type MonthSummary = Schemas['MonthSummary']
export type MonthState = Schemas['MonthState']
export type SettlementLine = Schemas['LineView']
export type HostAccount = Schemas['AccountView']
export type Payout = Schemas['PayoutView']
export type Compared = Schemas['ComparedView']
export type Closing = Schemas['ProgressView']
export type HostCommissions = Schemas['CommissionsView']
export type DatedRate = Schemas['DatedRate']
export type HostMonth = Schemas['HostMonthView']
export type HostRole = Schemas['HostRole']
export type Member = Schemas['MemberView']
export type Invitation = Schemas['InvitationView']
export type InvitationBody = Schemas['InvitationBody']
export type Invited = Schemas['InvitedView']

export type Feed = Schemas['FeedView']
export type FeedBody = Schemas['FeedBody']
export type Arrivals = Schemas['ArrivalsView']
export type ArrivalFigures = Schemas['ArrivalFiguresView']
export type Attendance = Schemas['AttendanceView']
export type Presence = Schemas['Presence']
export type Outcome = Schemas['Outcome']

export type Planning = Schemas['PlanningView']
export type PlannedDay = Schemas['PlannedDayView']
export type PlannedRoom = Schemas['PlannedRoomView']
export type PlannedBooking = Schemas['PlannedBookingView']
export type Block = Schemas['BlockView']
export type BlocksMade = Schemas['BlocksMadeView']
export type Conflict = Schemas['ConflictView']
export type Impact = Schemas['ImpactView']
export type ImpactChoice = Schemas['ImpactChoice']
export type ImpactReason = Schemas['ImpactReason']
export type Touched = Schemas['TouchedView']
export type SavedSpace = Schemas['SavedSpaceView']

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

export const EQUIPMENT = [
  'screen',
  'projector',
  'videoconference',
  'speakerphone',
  'sound_system',
  'microphone',
  'whiteboard',
  'flipchart',
  'monitor',
  'standing_desk',
  'lockable_storage',
  'ethernet',
  'sink',
  'air_conditioning',
  'natural_light',
  'blackout',
  'soundproof',
  'accessible',
] as const satisfies readonly Equipment[]

/** What a tariff may be sold by, the shortest first. */
export const UNITS = ['hour', 'half_day', 'day', 'week', 'month'] as const satisfies readonly Unit[]

export const BOOKING_STATUSES = [
  'offered',
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
