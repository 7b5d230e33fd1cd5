import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/DayInput'
import type { DocumentFilter } from './filter'
import classes from './PeriodFilter.module.css'
import { isPreset, moved, PRESETS, type Span } from './period'

interface Props {
  filter: DocumentFilter
  span: Span
  onChange: (filter: DocumentFilter) => void
}

/** A period by its name, or by two days of a calendar, which are shown either way. */
export function PeriodFilter({ filter, span, onChange }: Props) {
  const { t } = useTranslation()
  const { search } = filter
  const chosen = filter.since ? 'custom' : (filter.period ?? 'this_month')

  function move(end: keyof Span, day: string | null) {
    if (day) onChange({ ...moved(span, end, day), search })
  }

  return (
    <div className={classes.period}>
      <NativeSelect
        label={t('documents.period.label')}
        value={chosen}
        onChange={({ currentTarget: { value } }) => {
          if (isPreset(value)) onChange({ period: value, search })
          else onChange({ ...span, search })
        }}
        data={[
          ...PRESETS.map((preset) => ({
            value: preset as string,
            label: t(`documents.period.${preset}`),
          })),
          { value: 'custom', label: t('documents.period.custom') },
        ]}
      />
      <DayInput
        label={t('documents.period.since')}
        value={span.since}
        onChange={(day) => move('since', day)}
      />
      <DayInput
        label={t('documents.period.until')}
        value={span.until}
        onChange={(day) => move('until', day)}
      />
    </div>
  )
}
