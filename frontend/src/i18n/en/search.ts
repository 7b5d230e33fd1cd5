import type { Fr, Words } from '../words'

export const search: Words<Fr['search']> = {
  title: 'Find a space',
  lead: 'Coworking, meeting rooms and offices, by the hour or the day.',
  form: 'Search',
  where: 'Where',
  where_hint: 'City or postcode',
  date: 'When',
  any_date: 'Any time',
  from: 'From',
  to: 'To',
  people: 'People',
  submit: 'Search',
  results: 'Spaces found',
  free_then: 'Only rooms free on {{day}} from {{from}} to {{to}} are shown.',
  empty: 'No space matches: try another city, another day or fewer people.',
  empty_all: 'No space is live yet. Offer yours!',
  clear: 'Clear the filters',
  become_host: 'Offer a space',
  more_rooms_one: 'and {{count}} more room',
  more_rooms_other: 'and {{count}} more rooms',
}
