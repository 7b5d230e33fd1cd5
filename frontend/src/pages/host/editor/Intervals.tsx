import { ActionIcon, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OpenInterval } from '@/api/shapes'
import { clocks } from '@/time/wall'
import classes from './HoursSection.module.css'
import { OFFICE_DAY, type SpaceFormApi } from './spaceForm'

const MOST_INTERVALS = 4
const OPENS = clocks()
const CLOSES = clocks({ midnight: true }).slice(1)

/** The next interval starts an hour after the last one closes, and lasts up to four. */
function following(day: readonly OpenInterval[]): OpenInterval {
  const last = day.at(-1)
  if (!last) return { ...OFFICE_DAY }
  const from = Math.min(CLOSES.indexOf(last.closes) + 5, OPENS.length - 1)
  return { opens: OPENS[from] ?? '23:45', closes: CLOSES[Math.min(from + 15, 95)] ?? '24:00' }
}

interface Props {
  form: SpaceFormApi
  /** Of the list of intervals, in the form. */
  path: string
  intervals: readonly OpenInterval[]
  day: string
}

/** When a day is open, or that it is closed. */
export function Intervals({ form, path, intervals, day }: Props) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs" className={classes.intervals}>
      {intervals.length === 0 && <Text c="dimmed">{t('space.closed')}</Text>}
      {intervals.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an interval has no name but its rank
        <Interval key={index} form={form} parent={path} day={day} index={index} />
      ))}
      {form.errors[path] && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {form.errors[path]}
        </Text>
      )}
    </Stack>
  )
}

export function AddInterval({ form, path, intervals, day }: Props) {
  const { t } = useTranslation()
  if (intervals.length >= MOST_INTERVALS) return null
  return (
    <ActionIcon
      variant="subtle"
      size={44}
      aria-label={t('editor.day.add', { day })}
      onClick={() => form.insertListItem(path, following(intervals))}
    >
      <IconPlus size={20} />
    </ActionIcon>
  )
}

interface IntervalProps {
  form: SpaceFormApi
  parent: string
  day: string
  index: number
}

function Interval({ form, parent, day, index }: IntervalProps) {
  const { t } = useTranslation()
  const path = `${parent}.${index}`
  const refused = form.errors[path]
  const which = { day, index: index + 1 }
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
