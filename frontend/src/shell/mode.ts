import { recall, remember } from './remembered'

/** The ways into the one shell; the last two are for staff. */
const MODES = ['coworker', 'host', 'moderation', 'operations'] as const
export type Mode = (typeof MODES)[number]

export const HOME = {
  coworker: '/',
  host: '/hote',
  moderation: '/moderation',
  operations: '/exploitation',
} as const satisfies Record<Mode, string>

export const modeOf = (path: string): Mode =>
  MODES.find((mode) => path === HOME[mode] || path.startsWith(`${HOME[mode]}/`)) ?? 'coworker'

export function rememberedMode(): Mode {
  const value = recall('mode')
  return MODES.find((mode) => mode === value) ?? 'coworker'
}

export const keepMode = (mode: Mode): void => remember('mode', mode)
