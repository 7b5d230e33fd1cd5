import { expect, it } from 'vitest'
import { recall, remember } from './remembered'

it('keeps choices for the page when the device refuses storage', () => {
  remember('mode', 'host')
  expect(recall('mode')).toBe('host')
  remember('mode', null)
  expect(recall('mode')).toBeNull()
})
