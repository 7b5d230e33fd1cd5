import { describe, expect, it } from 'vitest'
import { readField } from './field'

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

  it('is the room itself when it comes or goes', () => {
    expect(readField('room.Ada')).toEqual({ of: 'room', room: 'Ada', name: null })
  })
})
