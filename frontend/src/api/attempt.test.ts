import { expect, it } from 'vitest'
import { Attempt } from './attempt'

it('keeps its key for the same body, so that a retry acts once', () => {
  const attempt = new Attempt()
  expect(attempt.keyFor({ name: 'Ada' })).toBe(attempt.keyFor({ name: 'Ada' }))
})

it('takes another key for another body, and after success', () => {
  const attempt = new Attempt()
  const first = attempt.keyFor({ name: 'Ada' })
  const second = attempt.keyFor({ name: 'Grace' })
  attempt.renew()
  const third = attempt.keyFor({ name: 'Grace' })
  expect(new Set([first, second, third]).size).toBe(3)
})
