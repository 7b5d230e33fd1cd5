import { Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Closing, MonthState } from '@/api/shapes'
import { billed, partsOf } from './progress'

/** From left to right: what is done, what waits for somebody, what the run has not come to. */
const DRAWN = ['closed', 'contested', 'parked', 'open'] as const satisfies MonthState[]

const COLOURS: Record<MonthState, string> = {
  closed: 'pine',
  contested: 'red',
  parked: 'yellow',
  open: 'gray',
}

export function ClosingProgress({ closing }: { closing: Closing }) {
  const { t } = useTranslation()
  const { total } = closing
  if (total === 0) return <Text>{t('closings.nobody')}</Text>
  const done = billed(closing)
  const words = t('closings.done', { done, total })
  const parts = partsOf(closing, DRAWN)
  return (
    <div>
      <Text fw={600} mb="xs">
        {words}
      </Text>
      <div
        role="progressbar"
        aria-label={t('closings.progress')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={words}
      >
        <Progress.Root size="xl" aria-hidden>
          {parts.map(({ state, count }) => (
            <Progress.Section
              key={state}
              withAria={false}
              value={(count / total) * 100}
              color={COLOURS[state]}
            />
          ))}
        </Progress.Root>
      </div>
      <Text size="sm" mt="xs" role="status">
        {parts.map(({ state, count }) => t(`closings.part.${state}`, { count })).join(' · ')}
      </Text>
    </div>
  )
}
