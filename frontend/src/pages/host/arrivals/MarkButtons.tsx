import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Attendance, Outcome } from '@/api/shapes'
import { hostBookingQuery } from '@/pages/booking/queries'
import { Confirm } from '@/ui/Confirm'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { arrivalsKey, markArrival, undoArrival } from './queries'

interface Props {
  hostId: string
  bookingId: string
  name: string
  attendance: Attendance
}

/** What reception may say of one guest: arriving is one tap, an absence is asked about, both can be taken back. */
export function MarkButtons({ hostId, bookingId, name, attendance }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [missing, { open, close }] = useDisclosure(false)

  async function refresh() {
    await Promise.all([
      queries.invalidateQueries({ queryKey: arrivalsKey(hostId) }),
      queries.invalidateQueries({ queryKey: ['host', hostId, 'arrival-figures'] }),
      queries.invalidateQueries({ queryKey: hostBookingQuery(hostId, bookingId).queryKey }),
    ])
  }

  const mark = useMutation({
    mutationFn: (outcome: Outcome) => markArrival(hostId, bookingId, outcome),
    onSuccess: refresh,
  })
  const undo = useMutation({ mutationFn: () => undoArrival(hostId, bookingId), onSuccess: refresh })
  const may = (outcome: Outcome) => attendance.may_mark.includes(outcome)

  if (attendance.may_mark.length === 0 && !attendance.may_undo) return null
  return (
    <Stack gap="xs">
      <ProblemAlert error={mark.error ?? undo.error} />
      <Group gap="xs">
        {may('arrived') && (
          <Button
            size="sm"
            aria-label={t('checkin.arrived_named', { name })}
            loading={mark.isPending}
            onClick={() => mark.mutate('arrived')}
          >
            {t('checkin.arrived')}
          </Button>
        )}
        {may('no_show') && (
          <Button
            size="sm"
            variant="default"
            aria-label={t('checkin.no_show.named', { name })}
            onClick={open}
          >
            {t('checkin.no_show.open')}
          </Button>
        )}
        {attendance.may_undo && (
          <Button
            size="sm"
            variant="default"
            aria-label={t('checkin.undo_named', { name })}
            loading={undo.isPending}
            onClick={() => undo.mutate()}
          >
            {t('checkin.undo')}
          </Button>
        )}
      </Group>
      <Confirm
        opened={missing}
        onClose={close}
        title={t('checkin.no_show.title', { name })}
        action={t('checkin.no_show.action')}
        danger
        send={() => markArrival(hostId, bookingId, 'no_show')}
        onDone={refresh}
      >
        <Text>{t('checkin.no_show.text')}</Text>
      </Confirm>
    </Stack>
  )
}
