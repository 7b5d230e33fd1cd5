import { Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Booking } from '@/api/shapes'
import { Section } from '@/ui/Section'
import { MarkButtons } from './MarkButtons'
import { PresenceStatus } from './PresenceStatus'

/** On the host's page of a booking, from two hours before it begins. */
export function GuestsArrival({ hostId, booking }: { hostId: string; booking: Booking }) {
  const { t } = useTranslation()
  const { attendance } = booking
  if (!attendance || (attendance.presence === 'expected' && attendance.may_mark.length === 0)) {
    return null
  }
  return (
    <Section title={t('checkin.page.title')}>
      <Stack gap="sm">
        <Group>
          <PresenceStatus presence={attendance.presence} />
        </Group>
        <MarkButtons
          hostId={hostId}
          bookingId={booking.id}
          name={booking.coworker_name ?? t('host.unknown_person')}
          attendance={attendance}
        />
      </Stack>
    </Section>
  )
}
