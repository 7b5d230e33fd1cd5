import { beforeEach, describe, expect, it, vi } from 'vitest'

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{}', { status: 401 })))
  vi.stubGlobal('window', { location: { origin: 'https://pupitre.example' } })
})

describe('where to go after sign-in', () => {
  it('is only ever a page of this site', async () => {
    const { safeNext } = await import('./guard')
    expect(safeNext('/reservations?status=confirmed')).toBe('/reservations?status=confirmed')
    expect(safeNext('//elsewhere.example/x')).toBeUndefined()
    expect(safeNext('/\\elsewhere.example')).toBeUndefined()
    expect(safeNext('https://elsewhere.example')).toBeUndefined()
    expect(safeNext(42)).toBeUndefined()
  })
})
