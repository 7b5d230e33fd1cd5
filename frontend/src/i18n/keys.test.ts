import { describe, expect, it } from 'vitest'
import { en } from './en'
import { fr } from './fr'

function leaves(value: object, path = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, entry]): [string, string][] => {
    const here = path ? `${path}.${key}` : key
    if (typeof entry === 'string') return [[here, entry]]
    return typeof entry === 'object' && entry !== null ? leaves(entry, here) : []
  })
}

const placeholders = (words: string) => [...words.matchAll(/{{(\w+)}}/g)].map((m) => m[1]).sort()

describe('the two languages', () => {
  const french = new Map(leaves(fr))
  const english = new Map(leaves(en))

  it('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...french.keys()].sort())
  })

  it('have no empty words', () => {
    expect([...french, ...english].filter(([, words]) => words.trim() === '')).toEqual([])
  })

  it('name the same placeholders', () => {
    const different = [...french].filter(([key, words]) => {
      const other = english.get(key) ?? ''
      return placeholders(words).join() !== placeholders(other).join()
    })
    expect(different).toEqual([])
  })
})
