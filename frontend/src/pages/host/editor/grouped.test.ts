import { describe, expect, it } from 'vitest'
import type { Impact, ImpactReason, Touched } from '@/api/shapes'
import { grouped, MOST_ROWS } from './grouped'

const touched = (id: string, ...reasons: ImpactReason[]): Touched => ({
  id,
  room_id: 'rm_1',
  room_name: 'Atelier',
  start: '2027-03-16T09:00:00+01:00',
  end: '2027-03-16T12:00:00+01:00',
  status: 'confirmed',
  who: 'Ada Lovelace',
  people: 1,
  total: 0,
  new_total: null,
  reasons,
})

const impact = (total: number, ...bookings: Touched[]): Impact => ({
  total,
  amount: 0,
  counts: [
    { reason: 'outside_hours', count: 2 },
    { reason: 'over_capacity', count: 2 },
  ],
  bookings,
  may_end: 100,
})

describe('what an edit touches', () => {
  it('shows each booking once, under the first of its reasons', () => {
    const { groups, more } = grouped(
      impact(
        3,
        touched('a', 'over_capacity'),
        touched('b', 'outside_hours', 'over_capacity'),
        touched('c', 'outside_hours'),
      ),
    )
    expect(groups.map(({ reason, bookings }) => [reason, bookings.map(({ id }) => id)])).toEqual([
      ['outside_hours', ['b', 'c']],
      ['over_capacity', ['a']],
    ])
    expect(more).toBe(0)
  })

  it('leaves out a reason that no booking has first', () => {
    const { groups } = grouped(impact(1, touched('b', 'outside_hours', 'over_capacity')))
    expect(groups).toHaveLength(1)
  })

  it('says how many it does not show', () => {
    const many = Array.from({ length: MOST_ROWS + 5 }, (_, at) => touched(`${at}`, 'outside_hours'))
    const { groups, more } = grouped(impact(1200, ...many))
    expect(groups[0]?.bookings).toHaveLength(MOST_ROWS)
    expect(more).toBe(1200 - MOST_ROWS)
  })
})
