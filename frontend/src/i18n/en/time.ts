import type { Fr, Words } from '../words'

export const time: Words<Fr['time']> = {
  moment: '{{day}} at {{clock}}',
  span: '{{day}}, {{from}} – {{to}}',
  span_days: 'from {{start}} to {{end}}',
  in_zone: '{{words}} (local time, {{city}})',
  left_day_one: '{{count}} d',
  left_day_other: '{{count}} d',
  left_hour_one: '{{count}} h',
  left_hour_other: '{{count}} h',
  left_minute_one: '{{count}} min',
  left_minute_other: '{{count}} min',
  remaining: '{{left}} left',
  over: 'time is up',
  clear: 'Clear the date',
  next_month: 'Next month',
  previous_month: 'Previous month',
  next_year: 'Next year',
  previous_year: 'Previous year',
  next_years: 'Next years',
  previous_years: 'Previous years',
}
