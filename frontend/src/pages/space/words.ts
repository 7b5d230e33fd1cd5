import type { TFunction } from 'i18next'
import type { BookingRules, CancellationStep } from '@/api/shapes'
import type { Language } from '@/i18n/language'
import { percent } from '@/money/money'

const HOUR = 60
const DAY = 24 * HOUR

/** « 45 min », « 1 h 30 », « 24 h », « 3 jours »: whole days from the second one on. */
export function lengthWords(t: TFunction, minutes: number): string {
  if (minutes >= 2 * DAY && minutes % DAY === 0) {
    return t('space.length.days', { days: minutes / DAY })
  }
  const hours = Math.floor(minutes / HOUR)
  const rest = minutes % HOUR
  if (hours === 0) return t('space.length.minutes', { minutes: rest })
  if (rest === 0) return t('space.length.hours', { hours })
  return t('space.length.both', { hours, minutes: String(rest).padStart(2, '0') })
}

function howLong(t: TFunction, { shortest_minutes, longest_minutes }: BookingRules): string {
  const shortest = shortest_minutes ? lengthWords(t, shortest_minutes) : ''
  const longest = longest_minutes ? lengthWords(t, longest_minutes) : ''
  if (shortest && shortest === longest) return t('space.rules.exactly', { length: shortest })
  if (shortest && longest) return t('space.rules.between', { shortest, longest })
  if (shortest) return t('space.rules.at_least', { shortest })
  return longest && t('space.rules.at_most', { longest })
}

function howSoon(t: TFunction, { notice_minutes, horizon_days }: BookingRules): string {
  const notice = notice_minutes ? lengthWords(t, notice_minutes) : ''
  const horizon = horizon_days ? t('space.length.horizon', { count: horizon_days }) : ''
  if (notice && horizon) return t('space.rules.notice_and_horizon', { notice, horizon })
  if (notice) return t('space.rules.notice', { notice })
  return horizon && t('space.rules.horizon', { horizon })
}

const capital = (words: string) => words.charAt(0).toLocaleUpperCase() + words.slice(1)

/** « De 1 h à 8 h, à réserver au moins 2 h avant et jusqu’à 60 jours à l’avance »; '' where a room has no rules. */
export function rulesWords(t: TFunction, rules: BookingRules): string {
  const buffer = rules.buffer_minutes
    ? t('space.rules.buffer', { buffer: lengthWords(t, rules.buffer_minutes) })
    : ''
  return capital([howLong(t, rules), howSoon(t, rules), buffer].filter(Boolean).join(', '))
}

/** « Annulation gratuite jusqu’à 3 jours avant le début, puis 50 % du prix conservés, 100 % à moins de 24 h. » */
export function cancellationWords(
  t: TFunction,
  language: Language,
  steps: readonly CancellationStep[],
): string {
  const [first, ...later] = steps
    .filter(({ hours }) => hours > 0)
    .sort((one, other) => other.hours - one.hours)
    .map(({ hours, kept }) => ({
      length: lengthWords(t, hours * HOUR),
      kept: percent(kept * 100, language),
    }))
  if (!first) return t('space.cancellation.free')
  const rest = later.map((step) => t('space.cancellation.later', step))
  return `${[t('space.cancellation.first', first), ...rest].join(', ')}.`
}
