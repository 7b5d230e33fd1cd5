import { describe, expect, it } from 'vitest'
import type { SpacePicture } from '@/api/shapes'
import { comparedPictures, difference } from './difference'

const joined = (parts: readonly { text: string }[]) => parts.map(({ text }) => text).join('')
const marked = (parts: readonly { text: string; same: boolean }[]) =>
  parts.map(({ text, same }) => (same ? text : `[${text}]`)).join('')
const picture = (image_id: string, caption = ''): SpacePicture => ({
  image_id,
  caption,
  alt: '',
  small: '',
  medium: '',
  large: '',
})

describe('the difference of two texts', () => {
  it('marks the words that only one of them has', () => {
    const { before, after } = difference(
      'Un atelier calme au fond de la cour.',
      'Un atelier très calme au bout de la cour.',
    )
    expect(marked(before)).toBe('Un atelier calme au [fond] de la cour.')
    expect(marked(after)).toBe('Un atelier [très ]calme au [bout] de la cour.')
  })

  it('marks nothing in equal texts and all of what replaces nothing', () => {
    expect(difference('Pareil', 'Pareil').after).toEqual([{ text: 'Pareil', same: true }])
    expect(difference('', 'Neuf')).toEqual({ before: [], after: [{ text: 'Neuf', same: false }] })
  })

  it('loses no letter of either, however much was written', () => {
    const texts = ['a b  c\nd', 'd c b a', '', 'x', 'b b b', `${'mot '.repeat(2500)}fin`]
    for (const one of texts) {
      for (const other of texts) {
        const { before, after } = difference(one, other)
        expect([joined(before), joined(after)]).toEqual([one, other])
        const shared = (parts: typeof before) => joined(parts.filter(({ same }) => same))
        expect(shared(before)).toBe(shared(after))
      }
    }
  })
})

describe('the photos of two versions', () => {
  const changes = (before: SpacePicture[], after: SpacePicture[]) => {
    const compared = comparedPictures(before, after)
    return [compared.before, compared.after].map((side) =>
      side.map((one) => `${one.picture.image_id} ${one.change}`),
    )
  }

  it('go, come, move or are worded anew', () => {
    expect(
      changes(
        [picture('a'), picture('b'), picture('c')],
        [picture('c'), picture('b', 'La cour'), picture('a'), picture('d')],
      ),
    ).toEqual([
      ['a moved', 'b reworded', 'c moved'],
      ['c moved', 'b reworded', 'a moved', 'd added'],
    ])
  })

  it('do not move because another one goes', () => {
    expect(changes([picture('a'), picture('b')], [picture('b')])).toEqual([
      ['a removed', 'b same'],
      ['b same'],
    ])
  })
})
