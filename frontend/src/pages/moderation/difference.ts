import type { SpacePicture } from '@/api/shapes'

export interface Part {
  text: string
  /** Whether the other side has it too. */
  same: boolean
}

/** Beyond this many pairs of words two texts are told apart as wholes: nobody reads such a difference. */
const MOST_PAIRS = 4_000_000

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? []

function sharedStart(a: readonly string[], b: readonly string[]): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  return length
}

/** How long the longest common subsequence of each pair of ends is, row by row. */
function lengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = rows[i] as Uint16Array
    const below = rows[i + 1] as Uint16Array
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return rows
}

function add(parts: Part[], text: string, same: boolean) {
  const last = parts.at(-1)
  if (last?.same === same) last.text += text
  else parts.push({ text, same })
}

/** Two texts, word by word: what each has that the other lacks. */
export function difference(before: string, after: string): { before: Part[]; after: Part[] } {
  const a = wordsOf(before)
  const b = wordsOf(after)
  const start = sharedStart(a, b)
  const end = sharedStart(a.slice(start).reverse(), b.slice(start).reverse())
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  const old: Part[] = []
  const fresh: Part[] = []
  const both = (text: string) => {
    add(old, text, true)
    add(fresh, text, true)
  }
  if (start > 0) both(a.slice(0, start).join(''))
  const rows = restA.length * restB.length > MOST_PAIRS ? null : lengths(restA, restB)
  let [i, j] = [0, 0]
  while (i < restA.length || j < restB.length) {
    const [wordA, wordB] = [restA[i], restB[j]]
    if (rows && wordA !== undefined && wordA === wordB) {
      both(wordA)
      i += 1
      j += 1
    } else if (
      wordA !== undefined &&
      (wordB === undefined || !rows || (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0))
    ) {
      add(old, wordA, false)
      i += 1
    } else {
      add(fresh, wordB ?? '', false)
      j += 1
    }
  }
  if (end > 0) both(a.slice(a.length - end).join(''))
  return { before: old, after: fresh }
}

export type PictureChange = 'removed' | 'added' | 'moved' | 'reworded' | 'same'

export interface ComparedPicture {
  picture: SpacePicture
  change: PictureChange
}

/**
 * Photos of both versions, each with what happened to it. One is moved when its place among those
 * that both versions show is another: what goes or comes elsewhere moves nothing.
 */
export function comparedPictures(
  before: readonly SpacePicture[],
  after: readonly SpacePicture[],
): { before: ComparedPicture[]; after: ComparedPicture[] } {
  const kept = (pictures: readonly SpacePicture[], others: readonly SpacePicture[]) =>
    pictures.filter(({ image_id }) => others.some((other) => other.image_id === image_id))
  const [order, newOrder] = [kept(before, after), kept(after, before)]
  const place = (of: readonly SpacePicture[], id: string) =>
    of.findIndex(({ image_id }) => image_id === id)

  function changeOf(picture: SpacePicture, gone: PictureChange): PictureChange {
    const id = picture.image_id
    const [old, fresh] = [order[place(order, id)], newOrder[place(newOrder, id)]]
    if (!old || !fresh) return gone
    if (place(order, id) !== place(newOrder, id)) return 'moved'
    return old.caption === fresh.caption && old.alt === fresh.alt ? 'same' : 'reworded'
  }

  return {
    before: before.map((picture) => ({ picture, change: changeOf(picture, 'removed') })),
    after: after.map((picture) => ({ picture, change: changeOf(picture, 'added') })),
  }
}
