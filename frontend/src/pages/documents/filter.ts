import { isDate } from '@/time/wall'
import { isPreset, isSpan, type Preset, presetSpan, type Span } from './period'

/** What a list of documents shows, as it stands in the address: a preset (this month unless said) or two days. */
export interface DocumentFilter {
  period?: Preset | undefined
  since?: string | undefined
  until?: string | undefined
  search?: string | undefined
}

export const LONGEST_SEARCH = 80

function readSearch(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return String(value).trim().slice(0, LONGEST_SEARCH) || undefined
}

export function readDocumentFilter(search: Record<string, unknown>): DocumentFilter {
  const { since, until } = search
  const sought = readSearch(search.search)
  if (isDate(since) && isDate(until) && isSpan({ since, until })) {
    return { since, until, search: sought }
  }
  const period =
    isPreset(search.period) && search.period !== 'this_month' ? search.period : undefined
  return { period, search: sought }
}

export function spanOf({ period, since, until }: DocumentFilter, today: string): Span {
  return since && until ? { since, until } : presetSpan(period ?? 'this_month', today)
}
