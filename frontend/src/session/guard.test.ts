import { beforeEach, describe, expect, it, vi } from 'vitest'

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{}', { status: 401 })))
  vi.stubGlobal('window', { location: { origin: 'https://pupitre.example' } })
})

describe('where to go after sign-in', () => {
  it('is only ever a page of this site', async () => {
    const { safeNext } = await import('./guard')
    expect(safeNext('/reservations?status=confirmed')).toBe('/reservations?status=confirmed')
    for (const elsewhere of [
      '//elsewhere.example/x',
      '///elsewhere.example',
      '/\\elsewhere.example',
      '\\\\elsewhere.example',
      '/\t/elsewhere.example',
      '/.//elsewhere.example',
      '/%2e//elsewhere.example',
      '/a/..//elsewhere.example',
      ' //elsewhere.example',
      'https://elsewhere.example',
      'javascript:alert(1)',
      'data:text/html,x',
      '',
    ]) {
      expect(safeNext(elsewhere), elsewhere).toBeUndefined()
    }
    expect(safeNext(42)).toBeUndefined()
  })
})
