import { Checkbox, Stack, Text } from '@mantine/core'
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

const cents = (value: unknown) => (typeof value === 'number' ? value : 0)

/** Shows where a booking would go, lets it be corrected, and asks about the price if it is another one there. */
export function MoveDialog({ hostId, planning, booking, to, onClose, onMoved }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const words = usePlanningWords(planning.timezone)
  const [roomId, setRoomId] = useState(to.roomId)
  const [span, setSpan] = useState(wallSpan(to, planning.timezone))
  const [prices, setPrices] = useState<Prices | null>(null)
  const [waive, setWaive] = useState(false)
  const difference = waive ? ('waive' as const) : ('none' as const)
  const body = { ...span, room_id: roomId, difference }

  async function move(key: string) {
    const path = { host_id: hostId, booking_id: booking.id }
    const header = { ...keyed(key), ...ifMatch(booking.version) }
    try {
      await take(
        api.POST('/hosts/{host_id}/bookings/{booking_id}/move', { params: { path, header }, body }),
      )
    } catch (told) {
      const { code, params } = asProblem(told)
      if (code === 'price_would_change') {
        setPrices({ agreed: cents(params.ttc), there: cents(params.ttc_there) })
      }
      throw told
    }
  }

  function change(next: () => void) {
    next()
    setPrices(null)
    setWaive(false)
  }

  return (
    <Confirm
      opened
      onClose={onClose}
      title={t('planning.move.title')}
      action={t('planning.move.action')}
      disabled={prices !== null && !waive}
      body={body}
      send={move}
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
        <Checkbox
          checked={waive}
          onChange={({ currentTarget }) => setWaive(currentTarget.checked)}
          label={t('planning.move.waive', {
            agreed: euros(prices.agreed, language),
            there: euros(prices.there, language),
          })}
        />
      )}
    </Confirm>
  )
}
