import type { TFunction } from 'i18next'

/** The zones of French territory, overseas included: the platform lists spaces of France only, for now. */
const ZONES = {
  'Europe/Paris': 'paris',
  'America/Guadeloupe': 'guadeloupe',
  'America/Martinique': 'martinique',
  'America/St_Barthelemy': 'saint_barthelemy',
  'America/Marigot': 'saint_martin',
  'America/Cayenne': 'guyane',
  'America/Miquelon': 'saint_pierre',
  'Indian/Reunion': 'reunion',
  'Indian/Mayotte': 'mayotte',
  'Pacific/Noumea': 'nouvelle_caledonie',
  'Pacific/Tahiti': 'tahiti',
  'Pacific/Marquesas': 'marquises',
  'Pacific/Gambier': 'gambier',
  'Pacific/Wallis': 'wallis',
} as const

/** Each zone under the name of its territory; another one that was saved stays, under its own. */
export function zoneOptions(t: TFunction, current: string) {
  const known = Object.entries(ZONES).map(([value, territory]) => ({
    value,
    label: t(`editor.zones.${territory}`),
  }))
  if (current in ZONES) return known
  const city = current.split('/').at(-1)?.replaceAll('_', ' ') ?? current
  return [{ value: current, label: city }, ...known]
}
