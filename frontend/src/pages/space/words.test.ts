import i18next, { type i18n } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { BookingRules } from '@/api/shapes'
import { en } from '@/i18n/en'
import { fr } from '@/i18n/fr'
import { cancellationWords, lengthWords, rulesWords } from './words'

const NONE: BookingRules = {
  shortest_minutes: null,
  longest_minutes: null,
  notice_minutes: null,
  horizon_days: null,
  buffer_minutes: 0,
}
const HOURS_1_TO_8 = { shortest_minutes: 60, longest_minutes: 480 }
const STRICT = [
  { hours: 72, kept: 50 },
  { hours: 24, kept: 100 },
]

let words: i18n
const speak = (language: 'fr' | 'en') => words.getFixedT(language)
const inFrench = (rules: Partial<BookingRules>) => rulesWords(speak('fr'), { ...NONE, ...rules })
// French puts narrow spaces before a percent sign.
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

beforeAll(async () => {
  words = i18next.createInstance()
  await words.init({
    lng: 'fr',
    showSupportNotice: false,
    resources: { fr: { translation: fr }, en: { translation: en } },
    interpolation: { escapeValue: false },
  })
})

describe('lengths', () => {
  it('are told in minutes, hours, then whole days', () => {
    const told = [15, 60, 90, 605, 1440, 2160, 4320].map((minutes) =>
      lengthWords(speak('fr'), minutes),
    )
    expect(told).toEqual(['15 min', '1 h', '1 h 30', '10 h 05', '24 h', '36 h', '3 jours'])
  })
})

describe('the rules of a room', () => {
  it('are one sentence', () => {
    const rules = { ...HOURS_1_TO_8, notice_minutes: 120, horizon_days: 60, buffer_minutes: 15 }
    expect(inFrench(rules)).toBe(
      'De 1 h à 8 h, à réserver au moins 2 h avant et jusqu’à 60 jours à l’avance, 15 min sans réservation après chacune',
    )
    expect(rulesWords(speak('en'), { ...NONE, ...rules })).toBe(
      'From 1 h to 8 h, booked at least 2 h before and up to 60 days ahead, 15 min without a booking after each one',
    )
  })

  it('leave out what was not ruled', () => {
    expect(inFrench({})).toBe('')
    expect(inFrench({ notice_minutes: 0 })).toBe('')
    expect(inFrench({ shortest_minutes: 60 })).toBe('Au moins 1 h')
    expect(inFrench({ longest_minutes: 60 })).toBe('1 h au plus')
    expect(inFrench({ shortest_minutes: 60, longest_minutes: 60 })).toBe('1 h exactement')
    expect(inFrench({ notice_minutes: 2880 })).toBe('À réserver au moins 2 jours avant')
    expect(inFrench({ horizon_days: 1 })).toBe('À réserver jusqu’à 1 jour à l’avance')
  })
})

describe('the conditions of cancellation', () => {
  it('say until when all comes back, then what stays', () => {
    expect(plain(cancellationWords(speak('fr'), 'fr', STRICT))).toBe(
      'Annulation gratuite jusqu’à 3 jours avant le début, puis 50 % du prix conservés, 100 % à moins de 24 h.',
    )
    expect(plain(cancellationWords(speak('en'), 'en', STRICT))).toBe(
      'Free cancellation until 3 days before the start, then 50% of the price is kept, 100% within 24 h.',
    )
  })

  it('are told in order, however they were typed, without a step that is not finished', () => {
    const typed = [...STRICT].reverse()
    expect(cancellationWords(speak('fr'), 'fr', [...typed, { hours: 0, kept: 10 }])).toBe(
      cancellationWords(speak('fr'), 'fr', STRICT),
    )
  })

  it('are none without steps', () => {
    expect(cancellationWords(speak('fr'), 'fr', [])).toBe(
      'Annulation gratuite jusqu’au début de la réservation.',
    )
  })
})
