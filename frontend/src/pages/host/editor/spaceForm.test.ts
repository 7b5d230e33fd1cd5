import { describe, expect, it } from 'vitest'
import { newRoom, newSpace, rateOfRooms, toBody } from './spaceForm'

describe('the space editor', () => {
  it('sends euros as cents and leaves out what is not sold', () => {
    const room = { ...newRoom(0), name: 'Ada', capacity: 8 }
    room.tariff = { ...room.tariff, hour: 19.99, day: '120,50' }
    const [sent] = toBody({ ...newSpace(), rooms: [room] }).rooms ?? []
    expect(sent?.tariff).toEqual({
      basis: 'HT',
      hour: 1999,
      half_day: null,
      day: 12050,
    })
  })

  it('knows the rate of a new room from a saved one', () => {
    const saved = newRoom(0)
    saved.tariff = { ...saved.tariff, vat_rate: 0 }
    expect(rateOfRooms([newRoom(1)])).toBeNull()
    expect(rateOfRooms([newRoom(1), saved])).toBe(0)
  })

  it('sends a free room without a tariff', () => {
    const [sent] = toBody({ ...newSpace(), rooms: [{ ...newRoom(1), free: true }] }).rooms ?? []
    expect(sent?.tariff).toBeNull()
  })

  it('leaves the contact to the owner when nothing is typed', () => {
    expect(toBody({ ...newSpace(), contact_email: '  ' }).contact_email).toBeNull()
  })

  it('opens on office hours, closed at the week-end', () => {
    expect(newSpace().opening_hours.map((day) => day.length)).toEqual([1, 1, 1, 1, 1, 0, 0])
  })
})
