import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import { countdown } from './countdown'
import { clockWords, dayWords, shortDay, zoneToName } from './format'
import { addDays, wallOf } from './wall'

/** Dates and durations as sentences, with the zone named where it is not the reader's. */
export function useTimeWords() {
  const { t } = useTranslation()
  const language = useLanguage()

  function withZone(words: string, instant: string, zone: string): string {
    const city = zoneToName(instant, zone)
    return city ? t('time.in_zone', { words, city }) : words
  }

  /** « mardi 30 mars 2027 à 14:00 » */
  function moment(instant: string, zone: string): string {
    const words = t('time.moment', {
      day: dayWords(instant, zone, language),
      clock: clockWords(instant, zone, language),
    })
    return withZone(words, instant, zone)
  }

  /** « mar. 30 mars à 14:00 », of what is near, for tight places. */
  function soon(instant: string, zone: string): string {
    const words = t('time.moment', {
      day: shortDay(instant, zone, language),
      clock: clockWords(instant, zone, language),
    })
    return withZone(words, instant, zone)
  }

  /** « mardi 30 mars 2027, 09:00 – 12:00 », or both days where it ends on another one. */
  function span(start: string, end: string, zone: string): string {
    const first = wallOf(start, zone)
    const last = wallOf(end, zone)
    const midnight = last.clock === '00:00' && last.date === addDays(first.date, 1)
    if (first.date !== last.date && !midnight) {
      return t('time.span_days', { start: moment(start, zone), end: moment(end, zone) })
    }
    const words = t('time.span', {
      day: dayWords(start, zone, language),
      from: clockWords(start, zone, language),
      to: midnight ? '24:00' : clockWords(end, zone, language),
    })
    return withZone(words, start, zone)
  }

  /** « 2 j 3 h », or null once it is over. */
  function left(milliseconds: number): string | null {
    const parts = countdown(milliseconds)
    if (parts.length === 0) return null
    return parts.map(([unit, count]) => t(`time.left_${unit}`, { count })).join(' ')
  }

  return { moment, soon, span, left }
}
