export const COLOUR_NAMES = [
  'blue',
  'green',
  'brick',
  'violet',
  'raspberry',
  'olive',
  'ochre',
  'slate',
] as const

type ColourName = (typeof COLOUR_NAMES)[number]

/** Told apart at a glance in a planning, and readable under white text. */
export const COLOURS: Record<ColourName, string> = {
  blue: '#3b6fb6',
  green: '#0d6b64',
  brick: '#b4552d',
  violet: '#7a4fa3',
  raspberry: '#a83266',
  olive: '#5f7a1f',
  ochre: '#8a6d1d',
  slate: '#4a5a6a',
}

/** The rooms of a space take turns, so that two in a row differ. */
export const colourOf = (rank: number): string =>
  COLOURS[COLOUR_NAMES[rank % COLOUR_NAMES.length] ?? 'blue']
