import { describe, expect, it } from 'vitest'
import { isReordered, readDated, readField, readStep } from './field'

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

  it('may be a rule, an exceptional day or the conditions of cancellation', () => {
    expect(readField('room.Ada.rules.notice')).toEqual({
      of: 'room',
      room: 'Ada',
      name: 'rules_notice',
    })
    expect(readField('room.Ada.price.month')).toEqual({
      of: 'room',
      room: 'Ada',
      name: 'price_month',
    })
    expect(readField('day.2027-07-14')).toEqual({ of: 'day', day: '2027-07-14' })
    expect(readField('house_rules')).toEqual({ of: 'space', name: 'house_rules' })
    expect(readStep('24 h: 50 %')).toEqual({ hours: 24, kept: 50 })
    expect(readStep('50 %')).toBeNull()
    expect(readField('pictures')).toEqual({ of: 'space', name: 'pictures' })
  })

  it('tells photos in another order from other photos', () => {
    expect(isReordered(['a', 'b'], ['b', 'a'])).toBe(true)
    expect(isReordered(['a', 'b'], ['c', 'a'])).toBe(false)
    expect(isReordered(['a'], ['a', 'b'])).toBe(false)
    expect(isReordered(null, ['a'])).toBe(false)
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
