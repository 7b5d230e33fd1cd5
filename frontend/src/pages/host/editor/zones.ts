/** The zones of French territory: the platform lists spaces of France only, for now. */
export const ZONES = [
  'Europe/Paris',
  'America/Guadeloupe',
  'America/Martinique',
  'America/Cayenne',
  'America/Miquelon',
  'Indian/Reunion',
  'Indian/Mayotte',
  'Pacific/Noumea',
  'Pacific/Tahiti',
  'Pacific/Wallis',
]

export const zoneOptions = (current: string) =>
  (ZONES.includes(current) ? ZONES : [current, ...ZONES]).map((zone) => ({
    value: zone,
    label: zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone,
  }))
