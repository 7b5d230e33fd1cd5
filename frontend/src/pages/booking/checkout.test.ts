import { beforeEach, describe, expect, it, vi } from 'vitest'
import { goAndPay } from './checkout'

const assign = vi.fn()

function servedAt(hostname: string) {
  assign.mockClear()
  vi.stubGlobal('window', { location: { hostname, assign } })
}

beforeEach(() => servedAt('pupitre.example'))

describe('the way to the payment page', () => {
  it('leads to Stripe', () => {
    goAndPay('https://checkout.stripe.com/c/pay/cs_test_1#frag')
    expect(assign).toHaveBeenCalledExactlyOnceWith(
      'https://checkout.stripe.com/c/pay/cs_test_1#frag',
    )
  })

  it.each([
    'http://checkout.stripe.com/c/pay/cs_1',
    'https://checkout.stripe.com.evil.example/c/pay/cs_1',
    'https://checkout.stripe.com@evil.example/c/pay/cs_1',
    'https://checkout.stripe.com:8443/c/pay/cs_1',
    'https://stripe.com/',
    '//checkout.stripe.com/c/pay/cs_1',
    '/reservations',
    'javascript:alert(1)//https://checkout.stripe.com/',
    'data:text/html,<script>alert(1)</script>',
    'http://127.0.0.1:8002/pay/cs_1',
    '',
  ])('leads nowhere else: %s', (address) => {
    expect(() => goAndPay(address)).toThrow()
    expect(assign).not.toHaveBeenCalled()
  })

  it('leads to the double only from the machine that it runs on', () => {
    servedAt('127.0.0.1')
    goAndPay('http://127.0.0.1:8002/pay/cs_1')
    expect(assign).toHaveBeenCalledOnce()
    expect(() => goAndPay('http://192.0.2.1:8002/pay/cs_1')).toThrow()
    expect(() => goAndPay('javascript:alert(1)')).toThrow()
  })
})
