import { describe, expect, it } from 'vitest'
import {
  added,
  changed,
  faultOf,
  MOST_BYTES,
  moved,
  pictureErrors,
  restored,
  without,
  withoutPictureErrors,
} from './pictures'

const picture = (image_id: string) => ({ image_id, caption: '', alt: '' })
const three = ['a', 'b', 'c'].map(picture)
const order = (pictures: readonly { image_id: string }[]) =>
  pictures.map(({ image_id }) => image_id).join('')

describe('the order of photos', () => {
  it.each([
    [0, 2, 'bca'],
    [2, 0, 'cab'],
    [1, 1, 'abc'],
    [0, 9, 'bca'],
    [2, -1, 'cab'],
    [7, 0, 'abc'],
  ])('moves %i to %i', (from, to, expected) => {
    expect(order(moved(three, from, to))).toBe(expected)
  })

  it('gives back what was taken away, where it was', () => {
    const [, second] = three
    if (!second) throw new Error('three photos')
    expect(order(restored(without(three, 'b'), second, 1))).toBe('abc')
    expect(order(restored(three, second, 0))).toBe('bac')
  })

  it('adds a photo once', () => {
    expect(order(added(three, 'd'))).toBe('abcd')
    expect(order(added(three, 'b'))).toBe('abc')
  })

  it('keeps the words of the others', () => {
    expect(changed(three, 'b', { alt: 'Une table' }).map(({ alt }) => alt)).toEqual([
      '',
      'Une table',
      '',
    ])
  })
})

describe('a file before it is sent', () => {
  it.each([
    [{ type: 'image/jpeg', size: 1 }, null],
    [{ type: 'image/webp', size: MOST_BYTES }, null],
    [{ type: 'image/png', size: MOST_BYTES + 1 }, 'heavy'],
    [{ type: 'image/png', size: 0 }, 'empty'],
    [{ type: 'image/svg+xml', size: 9 }, 'kind'],
    [{ type: 'image/gif', size: 9 }, 'kind'],
    [{ type: '', size: 9 }, 'kind'],
  ])('%o: %s', (file, fault) => {
    expect(faultOf(file)).toBe(fault)
  })
})

describe('what the server refused of photos', () => {
  const errors = {
    name: 'Trop long',
    pictures: 'Trop de photos',
    'pictures.2.caption': 'Trop long',
    'pictures.11.image_id': 'Photo inconnue',
    'rooms.0.pictures': 'Autre chose',
  }

  it('stands at its photo', () => {
    const of = { 2: 'Trop long', 11: 'Photo inconnue' }
    expect(pictureErrors(errors)).toEqual({ all: 'Trop de photos', of })
    expect(pictureErrors({ name: 'Trop long' })).toEqual({ all: undefined, of: {} })
  })

  it('goes once the photos change, and nothing else does', () => {
    expect(Object.keys(withoutPictureErrors(errors))).toEqual(['name', 'rooms.0.pictures'])
  })
})
