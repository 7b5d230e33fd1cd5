import { describe, expect, it } from 'vitest'
import { countOf, looser, nearOf, queryOf, readWish } from './wish'

const FULL = {
  where: 'Lyon',
  date: '2027-03-16',
  from: '09:00',
  to: '12:00',
  people: 4,
  kind: 'meeting_room',
  amenities: 'wifi,screen',
  max: 20.5,
  near: '48.872,2.365',
  km: 5,
  view: 'map',
} as const

describe('the address of a search', () => {
  it('says all that is asked for', () => {
    expect(readWish(FULL)).toEqual(FULL)
    expect(queryOf(readWish(FULL))).toEqual({
      where: 'Lyon',
      people: 4,
      date: '2027-03-16',
      start: '09:00',
      end: '12:00',
      kind: 'meeting_room',
      amenities: 'wifi,screen',
      max_price: 2050,
      near: '48.872,2.365',
      radius_km: 5,
    })
  })

  it('is read as far as it makes sense', () => {
    const nonsense = {
      kind: 'castle',
      amenities: 'gold,screen,wifi,screen',
      max: 'dear',
      near: '91,0',
      km: 5,
      view: 'globe',
      people: 0,
    }
    const set = Object.entries(readWish(nonsense)).filter(([, value]) => value !== undefined)
    expect(Object.fromEntries(set)).toEqual({ amenities: 'wifi,screen' })
    expect(readWish({ near: '48.872,2.365', km: 900 }).km).toBeUndefined()
    expect(readWish({ max: '' }).max).toBeUndefined()
    expect(readWish({ max: 0 }).max).toBe(0)
  })

  it('tells where somebody is to a hundred metres, and ten kilometres around', () => {
    const near = nearOf({ latitude: 48.8721987, longitude: 2.3651234 })
    expect(near).toBe('48.872,2.365')
    expect(queryOf(readWish({ near }))).toMatchObject({ near, radius_km: 10 })
  })

  it('counts each filter beyond the form', () => {
    expect(countOf(readWish(FULL))).toBe(4)
    expect(countOf(readWish({ max: 0 }))).toBe(1)
    expect(countOf({})).toBe(0)
  })
})

describe('where nothing was found', () => {
  it('each way out leaves one thing of what was asked for', () => {
    const wish = readWish(FULL)
    const ways = looser(wish)
    expect(ways.map(({ what }) => what)).toEqual([
      'wider',
      'max',
      'amenities',
      'kind',
      'date',
      'people',
    ])
    expect(ways[0]?.wish).toEqual({ ...wish, km: 10 })
    expect(ways[4]?.wish).toEqual({ ...wish, date: undefined, from: undefined, to: undefined })
  })

  it('nothing is left out that was not asked for', () => {
    expect(looser({ where: 'Lyon' })).toEqual([])
    expect(looser(readWish({ near: '1,1', km: 50 }))).toEqual([])
  })
})
