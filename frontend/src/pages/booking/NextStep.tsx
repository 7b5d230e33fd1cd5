import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Booking } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { Deadline } from '@/time/Deadline'
import { useTimeWords } from '@/time/useTimeWords'

type Side = 'coworker' | 'host'

interface Props {
  booking: Booking
  side: Side
}

/** What happens next and by when, or why nothing more does. */
export function NextStep({ booking, side }: Props) {
  const { t } = useTranslation()
  const words = useNextWords(booking, side)
  const deadline = deadlineOf(booking, side)
  const reason = booking.cancellation?.reason || hostReason(booking)
  const partBack = usePartBack(booking)
  const paid = booking.total.ttc > 0 && booking.money !== 'none'
  return (
    <Stack gap="xs">
      <Text>{words}</Text>
      {deadline && <Deadline at={deadline} zone={booking.timezone} />}
      {(booking.cancellation || isGoingBack(booking)) && paid && (
        <Text>
          {t(booking.money === 'captured' ? 'booking.kept_note' : `booking.money.${booking.money}`)}
        </Text>
      )}
      {partBack && <Text>{t('booking.part_back', partBack)}</Text>}
      {reason && <Text c="dimmed">{t('booking.reason', { reason })}</Text>}
    </Stack>
  )
}

/** The two parts of a price that comes back in part only, in euros. */
function usePartBack({ cancellation, total }: Booking) {
  const language = useLanguage()
  const back = cancellation?.refunded ? cancellation.back : 0
  if (back === 0 || back === total.ttc) return null
  return { back: euros(back, language), kept: euros(total.ttc - back, language) }
}

/** After the service, by the host or the bank. */
const isGoingBack = ({ money }: Booking) =>
  money === 'refunding' || money === 'refunded' || money === 'refund_failed'

/** Of a request that was declined, of an offer that was withdrawn. */
const hostReason = ({ timeline, status }: Booking) =>
  status === 'declined' || status === 'abandoned'
    ? timeline.findLast(({ reason }) => reason)?.reason
    : undefined

function deadlineOf(booking: Booking, side: Side): string | null {
  if (booking.status === 'pending_host') return booking.answer_by
  if (booking.status === 'offered') return booking.offered_until
  if (booking.status === 'awaiting_payment' && side === 'coworker') return booking.pay_until
  return null
}

function useNextWords(booking: Booking, side: Side): string {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const step = side === 'host' ? 'booking.host_next' : 'booking.next_step'
  const deadline = deadlineOf(booking, side)
  const by = { moment: deadline ? moment(deadline, booking.timezone) : '' }
  const { status } = booking
  if (status === 'cancelled') return t(`${step}.cancelled_by_${booking.cancellation?.by ?? 'host'}`)
  if (status === 'pending_host' && side === 'coworker' && booking.total.ttc === 0) {
    return t('booking.next_step.pending_host_free', by)
  }
  const endedBy = status === 'abandoned' && passedOn(booking)
  if (endedBy) return t(`${step}.${OFFER_ENDS[endedBy]}`)
  return t(`${step}.${status}`, by)
}

const OFFER_ENDS = {
  coworker: 'offer_refused',
  host: 'offer_withdrawn',
  system: 'offer_over',
  stripe: 'offer_over',
} as const

/** Who ended an offer, if it was one: the coworker, the host, or the clock. */
const passedOn = ({ timeline }: Booking) => timeline.find(({ kind }) => kind === 'OfferPassed')?.by
