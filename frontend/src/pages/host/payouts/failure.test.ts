import { expect, it } from 'vitest'
import { failureOf } from './failure'

it('words the codes that help a host, and keeps the others', () => {
  expect(failureOf('no_account')).toBe('no_account')
  expect(failureOf('could_not_process')).toBe('other')
  expect(failureOf('')).toBe('none')
})
