import { Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ifMatch, keyed, take } from '@/api/client'
import { asProblem } from '@/api/problem'
import type { PlannedBooking, Planning } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { RoomChoice } from './RoomChoice'
import { SpanFields } from './SpanFields'
import type { Ghost } from './useGridDrag'
import { usePlanningWords } from './usePlanningWords'
import { wallSpan } from './wallSpan'

interface Props {
  hostId: string
  planning: Planning
  booking: PlannedBooking
  /** Where it was dropped, or where it is when nothing was dragged. */
  to: Ghost
  onClose: () => void
  onMoved: () => void
}

interface Prices {
  agreed: number
  there: number
}

type Difference = 'none' | 'waive' | 'refund'

const cents = (value: unknown) => (typeof value === 'number' ? value : 0)

/** Shows where a booking would go, lets it be corrected, and asks about the price if it is another one there. */
export function MoveDialog({ hostId, planning, booking, to, onClose, onMoved }: Props) {
  const { t } = useTranslation()
  const words = usePlanningWords(planning.timezone)
  const [roomId, setRoomId] = useState(to.roomId)
  const [span, setSpan] = useState(wallSpan(to, planning.timezone))
  const [prices, setPrices] = useState<Prices | null>(null)
  const [difference, setDifference] = useState<Difference>('none')
  const body = { ...span, room_id: roomId, difference }

  async function move(key: string) {
    const path = { host_id: hostId, booking_id: booking.id }
    const header = { ...keyed(key), ...ifMatch(booking.version) }
    await take(
      api.POST('/hosts/{host_id}/bookings/{booking_id}/move', { params: { path, header }, body }),
    )
  }

  function asksAboutThePrice(told: unknown): boolean {
    const { code, params } = asProblem(told)
    if (code !== 'price_would_change') return false
    setPrices({ agreed: cents(params.ttc), there: cents(params.ttc_there) })
    return true
  }

  function change(next: () => void) {
    next()
    setPrices(null)
    setDifference('none')
  }

  return (
    <Confirm
      opened
      onClose={onClose}
      title={t('planning.move.title')}
      action={t('planning.move.action')}
      disabled={prices !== null && difference === 'none'}
      body={body}
      send={move}
      asksBack={asksAboutThePrice}
      onDone={() => {
        tell(t('planning.move.done'))
        onMoved()
      }}
    >
      <Text>
        {t('planning.move.what', {
          who: words.who(booking),
          when: words.span(booking.start, booking.end, planning.timezone),
        })}
      </Text>
      <Stack gap="sm">
        <RoomChoice
          rooms={planning.rooms}
          value={roomId}
          onChange={(next) => change(() => setRoomId(next))}
        />
        <SpanFields value={span} onChange={(next) => change(() => setSpan(next))} />
      </Stack>
      <Text size="sm" c="dimmed">
        {t('planning.move.told')}
      </Text>
      {prices && (
        <DifferenceChoice
          prices={prices}
          mayRefund={booking.status === 'confirmed' && prices.there < prices.agreed}
          value={difference}
          onChange={setDifference}
        />
      )}
    </Confirm>
  )
}

interface ChoiceProps {
  prices: Prices
  /** A request has paid nothing yet, and a dearer time gives nothing back. */
  mayRefund: boolean
  value: Difference
  onChange: (difference: Difference) => void
}

function DifferenceChoice({ prices, mayRefund, value, onChange }: ChoiceProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const amounts = {
    agreed: euros(prices.agreed, language),
    there: euros(prices.there, language),
    back: euros(prices.agreed - prices.there, language),
  }
  return (
    <Radio.Group
      label={t('planning.move.difference', amounts)}
      value={value}
      onChange={(chosen) => onChange(chosen as Difference)}
    >
      <Stack gap="xs" mt="xs">
        {mayRefund && <Radio value="refund" label={t('planning.move.refund', amounts)} />}
        <Radio value="waive" label={t('planning.move.waive', amounts)} />
      </Stack>
    </Radio.Group>
  )
}
