import { ActionIcon, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { AvailableDay } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { dateWords, shortDate } from '@/time/format'
import { addDays } from '@/time/wall'
import { DayInput } from '@/ui/DayInput'
import classes from './DayChoice.module.css'
import { fullness } from './slots'
import { type Choice, WEEK } from './useChoice'

/** Seven days with how full they are; any other one by its date. */
export function DayChoice({ choice }: { choice: Choice }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { week, weekStart, today, day, horizon } = choice
  const ends = addDays(weekStart, WEEK) > horizon
  const why = useId()
  return (
    <>
      <Group justify="space-between" align="flex-end" gap="xs">
        <DayInput
          label={t('book.jump')}
          minDate={today}
          maxDate={horizon}
          value={day}
          onChange={(date) => date && choice.setDay(date)}
          className={classes.jump}
        />
        <Group gap={4}>
          <ActionIcon
            variant="default"
            size={44}
            aria-label={t('book.previous_week')}
            disabled={weekStart <= today}
            onClick={() => choice.setDay(addDays(weekStart, -WEEK))}
          >
            <IconChevronLeft size={22} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={44}
            aria-label={t('book.next_week')}
            disabled={ends}
            aria-describedby={ends ? why : undefined}
            onClick={() => choice.setDay(addDays(weekStart, WEEK))}
          >
            <IconChevronRight size={22} />
          </ActionIcon>
        </Group>
      </Group>
      <fieldset className={classes.week} aria-busy={week.isFetching}>
        <legend className={classes.legend}>{t('book.day')}</legend>
        {week.data?.days.map((one) => (
          <Day key={one.date} day={one} choice={choice} />
        ))}
      </fieldset>
      {ends && (
        <Text id={why} size="sm" c="dimmed">
          {t('book.horizon', { count: choice.horizonDays, day: dateWords(horizon, language) })}
        </Text>
      )}
    </>
  )
}

function Day({ day, choice }: { day: AvailableDay; choice: Choice }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const words = useId()
  const beyond = day.date > choice.horizon
  const state = beyond ? 'beyond' : fullness(day, choice.people)
  return (
    <label className={classes.day} data-state={state}>
      <input
        type="radio"
        name="day"
        value={day.date}
        checked={day.date === choice.day}
        disabled={state === 'closed' || beyond}
        aria-describedby={words}
        onChange={() => choice.setDay(day.date)}
      />
      <span className={classes.date}>{shortDate(day.date, language)}</span>
      <span id={words} className={classes.state}>
        {t(`book.${state}`)}
      </span>
    </label>
  )
}
