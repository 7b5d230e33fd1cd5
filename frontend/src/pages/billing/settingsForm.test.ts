import { describe, expect, it } from 'vitest'
import type { BillingSettings } from '@/api/shapes'
import { restsOn, toForm, toHostBody, toPlatformBody, unchosen } from './settingsForm'

const TODAY = '2026-11-22'

const settings = (changed: Partial<BillingSettings> = {}): BillingSettings => ({
  owner_id: 'ho_1',
  entity: {
    name: 'Les Ateliers du Port',
    form: 'SAS',
    capital: 1_000_050,
    siren: '732829320',
    siret: '73282932000074',
    registry: 'RCS Brest',
    vat_number: '',
    email: '',
    address: { line1: '1 quai', line2: '', postcode: '29200', city: 'Brest', country: 'FR' },
  },
  regimes: [{ since: '2026-01-01', regime: 'franchise' }],
  modes: [],
  commissions: [{ since: '2026-01-01', rate: 1050 }],
  footer: '',
  payment_days: 30,
  logo: '',
  regime: 'franchise',
  mode: null,
  commission: 1050,
  mandate: { status: 'none', is_current: false, mandate: null },
  missing: [],
  version: 4,
  ...changed,
})

describe('billing settings', () => {
  it('come back as they were saved', () => {
    const { entity, regimes, commissions } = settings()
    const values = toForm(settings(), TODAY)
    expect(values.entity.capital).toBe(10_000.5)
    expect(toHostBody(values)).toEqual({
      entity,
      regimes,
      modes: [],
      footer: '',
      payment_days: 30,
    })
    expect(toPlatformBody(values).commissions).toEqual(commissions)
  })

  it('leave out what nobody chose yet, and send a commission of nothing', () => {
    const values = toForm(settings({ commissions: [] }), TODAY)
    expect(values.modes).toEqual([{ key: 'first', since: TODAY, value: '' }])
    expect(toPlatformBody(values).commissions).toEqual([])
    const none = { ...values, commissions: [{ key: 'a', since: TODAY, value: 0 }] }
    expect(toPlatformBody(none).commissions).toEqual([{ since: TODAY, rate: 0 }])
  })

  it('have no capital where none is typed', () => {
    const values = toForm(settings(), TODAY)
    const empty = { ...values, entity: { ...values.entity, capital: '' } }
    expect(toHostBody(empty).entity.capital).toBeNull()
  })

  it('ask for what was added and not chosen', () => {
    const values = toForm(settings(), TODAY)
    expect(unchosen(values)).toEqual([])
    const added = { ...values, regimes: [...values.regimes, { key: 'a', since: TODAY, value: '' }] }
    expect(unchosen(added)).toEqual(['regimes.1.value'])
  })

  it('rest on the newest version that says the same on this page', () => {
    const shown = settings()
    expect(restsOn(shown, settings({ version: 5, logo: 'logos/a.png' }), toHostBody)).toBe(5)
    expect(restsOn(shown, settings({ version: 6, commissions: [] }), toHostBody)).toBe(6)
    expect(restsOn(shown, settings({ version: 5, footer: 'Merci' }), toHostBody)).toBe(4)
    expect(restsOn(shown, settings({ version: 6, commissions: [] }), toPlatformBody)).toBe(4)
  })
})
