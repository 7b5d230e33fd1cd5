import type { Arrivals } from '@/api/shapes'

type Expected = Arrivals['arrivals'][number]

const plain = (words: string) =>
  words
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim()

/** Those whose name or room holds the words, whatever their accents and case. */
export const found = (arrivals: readonly Expected[], words: string): readonly Expected[] =>
  arrivals.filter(({ who, room_name }) => plain(`${who ?? ''} ${room_name}`).includes(plain(words)))

export interface HomeSearch {
  space?: string | undefined
}

/** Which space the home page shows, as it stands in the address. */
export const readHomeSearch = (search: Record<string, unknown>): HomeSearch => ({
  space: typeof search.space === 'string' ? search.space : undefined,
})
