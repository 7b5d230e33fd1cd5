import { useTranslation } from 'react-i18next'
import type { PlannedBooking } from '@/api/shapes'
import { useTimeWords } from '@/time/useTimeWords'

/** What a booking and a block are called, where only a word fits and where a sentence is read out. */
export function usePlanningWords(zone: string) {
  const { t } = useTranslation()
  const { span } = useTimeWords()

  const who = (booking: PlannedBooking) => booking.who ?? t('host.unknown_person')

  function booking(one: PlannedBooking, room: string): string {
    return t(one.status === 'pending_host' ? 'planning.request_named' : 'planning.booking_named', {
      who: who(one),
      room,
      when: span(one.start, one.end, zone),
    })
  }

  const block = (one: { start: string; end: string; reason: string }, room: string) =>
    t('planning.block_named', {
      room,
      when: span(one.start, one.end, zone),
      reason: one.reason || t('planning.no_reason'),
    })

  return { who, booking, block, span }
}
