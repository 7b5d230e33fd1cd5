import { describe, expect, it } from 'vitest'
import type { Room, Space } from '@/api/shapes'
import { copyOf, newRoom, rateOfRooms } from './roomForm'
import { newSpace, toBody, toForm } from './spaceForm'

const SAVED_ROOM: Room = {
  id: 'rm_1',
  name: 'Ada',
  description: '',
  kind: 'meeting_room',
  capacity: 8,
  sold_as: 'whole',
  colour: '#3b6fb6',
  tariff: {
    basis: 'HT',
    hour: 1999,
    half_day: null,
    day: null,
    week: 40_050,
    month: null,
    vat_rate: 2000,
  },
  automatic_acceptance: true,
  answer_delay_hours: 72,
  surface: 24,
  equipment: ['screen', 'whiteboard'],
  rules: {
    shortest_minutes: 60,
    longest_minutes: null,
    notice_minutes: 120,
    horizon_days: 30,
    buffer_minutes: 15,
  },
  cancellation: [{ hours: 24, kept: 50 }],
}

const SAVED: Space = {
  id: 'sp_1',
  host_id: 'ho_1',
  status: 'draft',
  version: 3,
  name: 'La Halle',
  description: '',
  address: { line1: '1 rue', line2: '', postcode: '97400', city: 'Saint-Denis', country: 'FR' },
  timezone: 'Indian/Reunion',
  amenities: ['wifi'],
  opening_hours: [[], [], [], [], [], [], []],
  contact_email: 'a@b.example',
  contact_phone: '',
  access_notes: 'Code 1234',
  house_rules: 'Calme après 20 h.',
  location: { latitude: -20.8789, longitude: 55.4481 },
  exceptional_days: [
    { day: '2027-12-20', label: 'Abolition', hours: [] },
    { day: '2027-12-31', label: '', hours: [{ opens: '09:00', closes: '12:00' }] },
  ],
  rooms: [SAVED_ROOM],
  submitted_at: null,
  moderate_by: null,
  refusal_reason: '',
  pending: null,
  pictures: [
    {
      image_id: 'im_1',
      caption: 'La verrière',
      alt: 'Des tables sous une verrière',
      small: '/media/im_1/small.webp',
      medium: '/media/im_1/medium.webp',
      large: '/media/im_1/large.webp',
    },
  ],
  missing: [],
}

const sentRoom = (room: ReturnType<typeof newRoom>) =>
  toBody({ ...newSpace(), rooms: [room] }).rooms?.[0]

describe('the space editor', () => {
  it('sends euros as cents and leaves out what is not sold', () => {
    const room = { ...newRoom(0), name: 'Ada', capacity: 8 }
    room.tariff = { ...room.tariff, hour: 19.99, day: '120,50', month: 900 }
    expect(sentRoom(room)?.tariff).toEqual({
      basis: 'HT',
      hour: 1999,
      half_day: null,
      day: 12050,
      week: null,
      month: 90_000,
    })
  })

  it('sends a saved space back as it was', () => {
    const sent = toBody(toForm(SAVED))
    const { vat_rate: _, ...tariff } = SAVED_ROOM.tariff ?? {}
    expect(sent.rooms).toEqual([{ ...SAVED_ROOM, tariff: { ...tariff } }])
    for (const [name, value] of Object.entries(sent)) {
      if (name !== 'rooms' && name !== 'pictures')
        expect(Reflect.get(SAVED, name), name).toEqual(value)
    }
  })

  it('sends the words of photos, and none of their addresses', () => {
    expect(toBody(toForm(SAVED)).pictures).toEqual([
      { image_id: 'im_1', caption: 'La verrière', alt: 'Des tables sous une verrière' },
    ])
  })

  it('tells no place where none was typed, and lets the server refuse half of one', () => {
    expect(toBody(newSpace()).location).toBeNull()
    const half = toBody({ ...newSpace(), location: { latitude: 48.87, longitude: '' } })
    expect(JSON.stringify(half.location)).toBe('{"latitude":48.87,"longitude":null}')
  })

  it('leaves to the platform what was not ruled', () => {
    const sent = sentRoom(newRoom(0))
    expect(sent?.surface).toBeNull()
    expect(sent?.cancellation).toEqual([])
    expect(sent?.rules).toEqual({
      shortest_minutes: null,
      longest_minutes: null,
      notice_minutes: null,
      horizon_days: null,
      buffer_minutes: 0,
    })
  })

  it('keeps nothing empty between seats', () => {
    const room = { ...newRoom(0), rules: { ...newRoom(0).rules, buffer_minutes: '30' } }
    expect(sentRoom(room)?.rules?.buffer_minutes).toBe(30)
    expect(sentRoom({ ...room, sold_as: 'seat' })?.rules?.buffer_minutes).toBe(0)
  })

  it('copies a room so that editing the copy leaves the first one alone', () => {
    const [room = newRoom(0)] = toForm(SAVED).rooms
    const copy = copyOf(room)
    copy.rules.horizon_days = 1
    copy.cancellation.push({ hours: 2, kept: 100 })
    copy.equipment.push('sink')
    expect(room).toEqual(toForm(SAVED).rooms[0])
    expect(copy.id).toBeNull()
  })

  it('knows the rate of a new room from a saved one', () => {
    const saved = newRoom(0)
    saved.tariff = { ...saved.tariff, vat_rate: 0 }
    expect(rateOfRooms([newRoom(1)])).toBeNull()
    expect(rateOfRooms([newRoom(1), saved])).toBe(0)
  })

  it('sends a free room without a tariff', () => {
    expect(sentRoom({ ...newRoom(1), free: true })?.tariff).toBeNull()
  })

  it('leaves the contact to the owner when nothing is typed', () => {
    expect(toBody({ ...newSpace(), contact_email: '  ' }).contact_email).toBeNull()
  })

  it('opens on office hours, closed at the week-end', () => {
    expect(newSpace().opening_hours.map((day) => day.length)).toEqual([1, 1, 1, 1, 1, 0, 0])
  })
})
