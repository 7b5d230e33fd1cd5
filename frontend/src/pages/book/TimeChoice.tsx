import { NativeSelect, SimpleGrid, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '@/time/wall'
import { DayInput } from '@/ui/DayInput'
import { Loading } from '@/ui/Loading'
import type { Slot } from './slots'
import type { Choice } from './useChoice'

/** Start and end among the free quarters only; the end on another day where that is wished. */
export function TimeChoice({ choice }: { choice: Choice }) {
  const { t } = useTranslation()
  const { start, end, endDay, day } = choice
  const [otherDay, setOtherDay] = useState(endDay > day)
  const long = otherDay || endDay > day

  const options = (slots: Slot[]) => [
    { value: '', label: t('book.choose'), disabled: true },
    ...slots.map(({ value, label }) => ({ value, label })),
  ]

  function toggle(on: boolean) {
    setOtherDay(on)
    choice.setEndDay(on ? addDays(day, 1) : day)
  }

  return (
    <>
      <SimpleGrid cols={2}>
        <NativeSelect
          label={t('book.start')}
          data={options(choice.possibleStarts)}
          value={start?.value ?? ''}
          onChange={({ currentTarget }) => choice.setStart(currentTarget.value)}
        />
        {choice.endsPending ? (
          <Loading rows={1} />
        ) : (
          <NativeSelect
            label={t('book.end')}
            data={options(choice.possibleEnds)}
            disabled={!start || choice.possibleEnds.length === 0}
            value={end?.value ?? ''}
            onChange={({ currentTarget }) => choice.setEnd(currentTarget.value)}
          />
        )}
      </SimpleGrid>
      {start && !choice.endsPending && choice.possibleEnds.length === 0 && (
        <Text role="status">{t('book.no_end')}</Text>
      )}
      {start && (long || choice.lastDay > day) && (
        <Switch
          label={t('book.other_day')}
          checked={long}
          onChange={({ currentTarget }) => toggle(currentTarget.checked)}
        />
      )}
      {start && long && (
        <DayInput
          label={t('book.end_day')}
          minDate={addDays(day, 1)}
          maxDate={choice.lastDay}
          value={endDay > day ? endDay : null}
          onChange={(date) => date && choice.setEndDay(date)}
        />
      )}
    </>
  )
}
