import { beforeEach, describe, expect, it, vi } from 'vitest'
import { goToStripe } from './stripePages'

const assign = vi.fn()

beforeEach(() => {
  assign.mockClear()
  vi.stubGlobal('window', { location: { hostname: 'pupitre.example', assign } })
})

describe('the way to the form and to the dashboard', () => {
  it.each([
    'https://accounts.stripe.com/r/acct_1#alu_1',
    'https://connect.stripe.com/setup/e/acct_1/x',
    'https://connect.stripe.com/express/acct_1/x',
  ])('leads to Stripe: %s', (address) => {
    goToStripe(address)
    expect(assign).toHaveBeenCalledExactlyOnceWith(address)
  })

  it.each([
    'http://connect.stripe.com/setup/e/acct_1/x',
    'https://connect.stripe.com.evil.example/setup',
    'https://connect.stripe.com@evil.example/setup',
    'https://evil.example/?connect.stripe.com',
    'https://evilstripe.com/setup',
    'javascript:alert(1)//https://connect.stripe.com/',
    'http://127.0.0.1:8002/setup',
    '',
  ])('leads nowhere else: %s', (address) => {
    expect(() => goToStripe(address)).toThrow()
    expect(assign).not.toHaveBeenCalled()
  })
})
