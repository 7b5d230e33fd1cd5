import { DatePickerInput } from '@mantine/dates'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DAY_FORMAT } from '@/time/format'

interface Props {
  label: string
  value: string | null
  onChange: (date: string | null) => void
  placeholder?: string
  minDate?: string
  maxDate?: string
  clearable?: boolean
  error?: ReactNode
  className?: string | undefined
}

/** A day picked in a calendar, shown in words. */
export function DayInput(props: Props) {
  const { t } = useTranslation()
  return (
    <DatePickerInput
      valueFormat={DAY_FORMAT}
      hideOutsideDates
      // Beside its field and without a dialog's role: the field's label already names it.
      popoverProps={{ withinPortal: false, withRoles: false }}
      clearButtonProps={{ 'aria-label': t('time.clear') }}
      ariaLabels={{
        nextMonth: t('time.next_month'),
        previousMonth: t('time.previous_month'),
        nextYear: t('time.next_year'),
        previousYear: t('time.previous_year'),
        nextDecade: t('time.next_years'),
        previousDecade: t('time.previous_years'),
      }}
      {...props}
    />
  )
}
