import { NativeSelect, Stack, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FEWEST_WEEKS, MOST_WEEKS } from './routes'
import type { Choice } from './useChoice'

const USUAL = 4

const COUNTS = Array.from({ length: MOST_WEEKS - FEWEST_WEEKS + 1 }, (_, more) =>
  String(FEWEST_WEEKS + more),
)

/** The same time, once or every week. */
export function Repeat({ choice }: { choice: Choice }) {
  const { t } = useTranslation()
  const { weeks, setWeeks } = choice
  return (
    <Stack>
      <Switch
        label={t('series.repeat.label')}
        description={t('series.repeat.hint')}
        checked={weeks !== undefined}
        onChange={({ currentTarget }) => setWeeks(currentTarget.checked ? USUAL : undefined)}
      />
      {weeks && (
        <NativeSelect
          label={t('series.repeat.weeks')}
          maw={220}
          data={COUNTS.map((value) => ({
            value,
            label: t('series.repeat.count', { count: Number(value) }),
          }))}
          value={String(weeks)}
          onChange={({ currentTarget }) => setWeeks(Number(currentTarget.value))}
        />
      )}
    </Stack>
  )
}
