export const time = {
  moment: '{{day}} à {{clock}}',
  span: '{{day}}, {{from}} – {{to}}',
  span_days: 'du {{start}} au {{end}}',
  in_zone: '{{words}} (heure locale, {{city}})',
  left_day_one: '{{count}} j',
  left_day_other: '{{count}} j',
  left_hour_one: '{{count}} h',
  left_hour_other: '{{count}} h',
  left_minute_one: '{{count}} min',
  left_minute_other: '{{count}} min',
  remaining: 'encore {{left}}',
  over: 'délai dépassé',
}
