import { ActionIcon, Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { IconCopy, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OpenInterval } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { weekdayNames } from '@/time/format'
import { clocks } from '@/time/wall'
import { Section } from '@/ui/Section'
import classes from './HoursSection.module.css'
import type { SpaceFormApi } from './spaceForm'

const MOST_INTERVALS = 4
const OPENS = clocks()
const CLOSES = clocks({ midnight: true }).slice(1)

/** The next interval starts an hour after the last one closes, and lasts up to four. */
function following(day: readonly OpenInterval[]): OpenInterval {
  const last = day.at(-1)
  if (!last) return { opens: '09:00', closes: '18:00' }
  const from = Math.min(CLOSES.indexOf(last.closes) + 5, OPENS.length - 1)
  return { opens: OPENS[from] ?? '23:45', closes: CLOSES[Math.min(from + 15, 95)] ?? '24:00' }
}

export function HoursSection({ form }: { form: SpaceFormApi }) {
  const { t } = useTranslation()
  const names = weekdayNames(useLanguage())
  return (
    <Section id="hours" title={t('editor.hours')} lead={t('editor.hours_lead')}>
      <Stack gap={0}>
        {names.map((name, day) => (
          <Day key={name} form={form} day={day} name={name} />
        ))}
      </Stack>
      {form.errors.opening_hours && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {form.errors.opening_hours}
        </Text>
      )}
    </Section>
  )
}

function Day({ form, day, name }: { form: SpaceFormApi; day: number; name: string }) {
  const { t } = useTranslation()
  const intervals = form.values.opening_hours[day] ?? []
  const path = `opening_hours.${day}`

  function copyBelow() {
    const week = form.values.opening_hours.map((hours, other) =>
      other > day ? intervals.map((interval) => ({ ...interval })) : hours,
    )
    form.setFieldValue('opening_hours', week)
  }

  return (
    <fieldset aria-label={name} className={classes.day}>
      <Text fw={550} className={classes.name}>
        {name}
      </Text>
      <Stack gap="xs" className={classes.intervals}>
        {intervals.length === 0 && <Text c="dimmed">{t('space.closed')}</Text>}
        {intervals.map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an interval has no name but its rank
          <Interval key={index} form={form} path={`${path}.${index}`} day={name} index={index} />
        ))}
      </Stack>
      <Group gap={4} wrap="nowrap" className={classes.actions}>
        {intervals.length < MOST_INTERVALS && (
          <ActionIcon
            variant="subtle"
            size={44}
            aria-label={t('editor.day.add', { day: name })}
            onClick={() => form.insertListItem(path, following(intervals))}
          >
            <IconPlus size={20} />
          </ActionIcon>
        )}
        {day < 6 && (
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconCopy size={16} aria-hidden />}
            aria-label={t('editor.day.copy', { day: name })}
            onClick={copyBelow}
          >
            {t('editor.day.copy_short')}
          </Button>
        )}
      </Group>
    </fieldset>
  )
}

interface IntervalProps {
  form: SpaceFormApi
  path: string
  day: string
  index: number
}

function Interval({ form, path, day, index }: IntervalProps) {
  const { t } = useTranslation()
  const refused = form.errors[path]
  const which = { day, index: index + 1 }
  const parent = path.slice(0, path.lastIndexOf('.'))
  return (
    <div>
      <Group gap="xs" wrap="nowrap">
        <NativeSelect
          aria-label={t('editor.day.opens', which)}
          data={OPENS}
          {...form.getInputProps(`${path}.opens`)}
          error={Boolean(refused || form.errors[`${path}.opens`])}
        />
        <Text c="dimmed">{t('editor.day.to')}</Text>
        <NativeSelect
          aria-label={t('editor.day.closes', which)}
          data={CLOSES}
          {...form.getInputProps(`${path}.closes`)}
          error={Boolean(refused || form.errors[`${path}.closes`])}
        />
        <ActionIcon
          variant="subtle"
          color="red"
          size={44}
          aria-label={t('editor.day.remove', which)}
          onClick={() => form.removeListItem(parent, index)}
        >
          <IconTrash size={20} />
        </ActionIcon>
      </Group>
      {refused && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {refused}
        </Text>
      )}
    </div>
  )
}
