import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ArrivalFigures } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { plainDate } from '@/time/format'
import { ProblemAlert } from '@/ui/ProblemAlert'
import classes from './arrivals.module.css'
import { figuresQuery } from './queries'

const COUNTED = ['arrived', 'no_show', 'unmarked'] as const

/** The last thirty days of a space; nothing while no booking of them is over. */
export function FiguresOf({ hostId, spaceId }: { hostId: string; spaceId: string }) {
  const figures = useQuery(figuresQuery(hostId, spaceId))
  if (!figures.data) {
    return <ProblemAlert error={figures.error} onRetry={() => figures.refetch()} />
  }
  const { arrived, no_show, unmarked } = figures.data.tally
  const total = arrived + no_show + unmarked
  return total > 0 && <Bars figures={figures.data} total={total} />
}

function Bars({ figures, total }: { figures: ArrivalFigures; total: number }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { since, until, tally, capped } = figures
  const marked = tally.arrived + tally.no_show
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const period = { since: plainDate(since, language), until: plainDate(until, language) }
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('checkin.figures.title', period)}</Text>
      <ul className={classes.bars}>
        {COUNTED.map((kind) => (
          <li key={kind} className={classes.bar}>
            <span>{t(`checkin.figures.${kind}`)}</span>
            <span>{tally[kind]}</span>
            {/* The number beside it says the same. */}
            <progress aria-hidden max={total} value={tally[kind]} />
          </li>
        ))}
      </ul>
      <Text size="sm">
        {marked === 0
          ? t('checkin.figures.no_rate')
          : t('checkin.figures.rate', { rate: percent.format(tally.no_show / marked) })}
      </Text>
      {capped && (
        <Text size="sm" c="dimmed">
          {t('checkin.figures.capped')}
        </Text>
      )}
    </Stack>
  )
}
