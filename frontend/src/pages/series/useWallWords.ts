import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import { clockWords, dateWords, weekdayNames } from '@/time/format'
import { addDays } from '@/time/wall'

const dateOf = (wall: string) => wall.slice(0, 10)

/** Wall times of a series, which repeat whatever the clocks do: `2027-03-16T09:00`, without an offset. */
export function useWallWords() {
  const { t } = useTranslation()
  const language = useLanguage()
  const clock = (wall: string) => clockWords(`${wall}Z`, 'UTC', language)
  const weekday = (wall: string) =>
    weekdayNames(language)[(new Date(`${wall}Z`).getUTCDay() + 6) % 7] ?? ''

  /** « mardi 16 mars 2027 » */
  const day = (wall: string) => dateWords(dateOf(wall), language)

  /** « mardi, 09:00 – 12:00 », or both days where a date ends on another one. */
  function weekly(start: string, end: string): string {
    const midnight = end.endsWith('T00:00') && dateOf(end) === addDays(dateOf(start), 1)
    if (dateOf(start) !== dateOf(end) && !midnight) {
      const words = (wall: string) => `${weekday(wall)} ${clock(wall)}`
      return t('series.days', { start: words(start), end: words(end) })
    }
    return t('time.span', {
      day: weekday(start),
      from: clock(start),
      to: midnight ? '24:00' : clock(end),
    })
  }

  return { day, weekly }
}
