import type { FormErrors } from '@mantine/form'

/** A photo as the document of a space names it; the first is the cover. */
export interface Picture {
  image_id: string
  caption: string
  alt: string
}

export const TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const
export type PictureType = (typeof TYPES)[number]

/** As the server counts, in bytes. */
export const MOST_BYTES = 10 * 1024 * 1024

/** That a document names; the server counts them, too. */
export const MOST_PICTURES = 30
export const LONGEST_CAPTION = 120
export const LONGEST_ALT = 200

export type Fault = 'empty' | 'heavy' | 'kind'

export const typeOf = (file: { type: string }): PictureType | undefined =>
  TYPES.find((type) => type === file.type)

/** What is wrong with a file before it is sent; the server looks into it, this only at its label. */
export function faultOf(file: { type: string; size: number }): Fault | null {
  if (!typeOf(file)) return 'kind'
  if (file.size === 0) return 'empty'
  return file.size > MOST_BYTES ? 'heavy' : null
}

/** The same photos, one of them at another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const rest = items.filter((_, place) => place !== from)
  const item = items[from]
  if (item === undefined) return [...items]
  const place = Math.max(0, Math.min(to, rest.length))
  return [...rest.slice(0, place), item, ...rest.slice(place)]
}

export const without = (pictures: readonly Picture[], imageId: string): Picture[] =>
  pictures.filter((picture) => picture.image_id !== imageId)

/** At its old place again, unless it is there already. */
export function restored(pictures: readonly Picture[], picture: Picture, place: number): Picture[] {
  const others = without(pictures, picture.image_id)
  return [...others.slice(0, place), picture, ...others.slice(place)]
}

/** At the end, unless it is there already. */
export const added = (pictures: readonly Picture[], imageId: string): Picture[] =>
  pictures.some((picture) => picture.image_id === imageId)
    ? [...pictures]
    : [...pictures, { image_id: imageId, caption: '', alt: '' }]

export const changed = (
  pictures: readonly Picture[],
  imageId: string,
  words: Partial<Pick<Picture, 'caption' | 'alt'>>,
): Picture[] =>
  pictures.map((picture) => (picture.image_id === imageId ? { ...picture, ...words } : picture))

export interface PictureErrors {
  /** Of the pictures as a whole. */
  all: string | undefined
  /** By their place. */
  of: Readonly<Record<number, string>>
}

/** What the server refused of the pictures: `pictures` itself, `pictures.3.caption`… */
export function pictureErrors(errors: FormErrors): PictureErrors {
  const of: Record<number, string> = {}
  for (const [path, error] of Object.entries(errors)) {
    const place = /^pictures\.(\d+)\./.exec(path)?.[1]
    if (place !== undefined && error) of[Number(place)] ??= String(error)
  }
  return { all: errors.pictures ? String(errors.pictures) : undefined, of }
}

/** Places change with the pictures: what was said of one is not true of the next. */
export const withoutPictureErrors = (errors: FormErrors): FormErrors =>
  Object.fromEntries(Object.entries(errors).filter(([path]) => !/^pictures(\.|$)/.test(path)))
