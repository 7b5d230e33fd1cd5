import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { BOOKING_STATUSES, type BookingStatus, isBookingStatus } from '@/api/shapes'

interface Props {
  value: BookingStatus | undefined
  onChange: (status: BookingStatus | undefined) => void
}

export function StatusFilter({ value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <NativeSelect
      label={t('booking.list.filter')}
      maw={280}
      mb="lg"
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        onChange(isBookingStatus(currentTarget.value) ? currentTarget.value : undefined)
      }
      data={[
        { value: '', label: t('booking.list.all') },
        ...BOOKING_STATUSES.map((status) => ({
          value: status,
          label: t(`booking.status.${status}`),
        })),
      ]}
    />
  )
}
