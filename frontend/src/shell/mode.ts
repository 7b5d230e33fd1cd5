import { recall, remember } from './remembered'

/** The three ways into the one shell. */
export type Mode = 'coworker' | 'host' | 'moderation'

export function modeOf(path: string): Mode {
  if (path === '/hote' || path.startsWith('/hote/')) return 'host'
  if (path === '/moderation' || path.startsWith('/moderation/')) return 'moderation'
  return 'coworker'
}

export function rememberedMode(): Mode {
  const value = recall('mode')
  return value === 'host' || value === 'moderation' ? value : 'coworker'
}

export const keepMode = (mode: Mode): void => remember('mode', mode)

export const HOME = { coworker: '/', host: '/hote', moderation: '/moderation' } as const
