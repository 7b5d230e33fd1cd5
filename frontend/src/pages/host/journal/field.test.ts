import { describe, expect, it } from 'vitest'
import { readDated, readField } from './field'

describe('a changed field', () => {
  it('is read from the path of the audit log', () => {
    expect(readField('contact.email')).toEqual({ of: 'space', name: 'contact_email' })
    expect(readField('hours.tuesday')).toEqual({ of: 'hours', weekday: 1 })
    expect(readField('room.Ada.price.half_day')).toEqual({
      of: 'room',
      room: 'Ada',
      name: 'price_half_day',
    })
  })

  it('keeps the dots of a room’s own name', () => {
    expect(readField('room.Salle 1.5.capacity')).toEqual({
      of: 'room',
      room: 'Salle 1.5',
      name: 'capacity',
    })
  })

  it('may be one of the billing settings', () => {
    expect(readField('entity.vat_number')).toEqual({ of: 'space', name: 'entity_vat_number' })
    expect(readDated('2026-11-22 public_body')).toEqual({ day: '2026-11-22', code: 'public_body' })
    expect(readDated('2026-11-22 1050')).toEqual({ day: '2026-11-22', code: '1050' })
    expect(readDated('Les Ateliers')).toBeNull()
  })

  it('is the room itself when it comes or goes', () => {
    expect(readField('room.Ada')).toEqual({ of: 'room', room: 'Ada', name: null })
  })
})
