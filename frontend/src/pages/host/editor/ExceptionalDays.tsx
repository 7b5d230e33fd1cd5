import { ActionIcon, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExceptionalDay } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { dateWords } from '@/time/format'
import { now } from '@/time/now'
import { wallOf } from '@/time/wall'
import { AddExceptionalDay } from './AddExceptionalDay'
import classes from './ExceptionalDays.module.css'
import { rankOf } from './exceptionalDays'
import { Holidays } from './HolidaysDialog'
import hours from './HoursSection.module.css'
import { AddInterval, Intervals } from './Intervals'
import type { SpaceFormApi } from './spaceForm'

interface Props {
  form: SpaceFormApi
  hostId: string
  spaceId: string | undefined
}

/** Days on which other hours hold than the week's, in order; those that are over are folded away. */
export function ExceptionalDays({ form, hostId, spaceId }: Props) {
  const { t } = useTranslation()
  const [removed, setRemoved] = useState<ExceptionalDay | null>(null)
  const days = form.values.exceptional_days
  const today = wallOf(now(), form.values.timezone).date
  const over = rankOf(days, today)

  function remove(one: ExceptionalDay, index: number) {
    form.removeListItem('exceptional_days', index)
    setRemoved(one)
  }

  function insert(one: ExceptionalDay) {
    form.insertListItem('exceptional_days', one, rankOf(days, one.day))
    setRemoved(null)
  }

  const rows = days.map((one, index) => (
    <Row key={one.day} form={form} index={index} one={one} onRemove={() => remove(one, index)} />
  ))

  return (
    <Stack className={classes.part}>
      <div>
        <Title order={3} size="h5">
          {t('editor.exceptional.title')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('editor.exceptional.lead')}
        </Text>
      </div>
      {over > 0 && (
        <details>
          <summary className={classes.over}>
            {t('editor.exceptional.over', { count: over })}
          </summary>
          {rows.slice(0, over)}
        </details>
      )}
      {days.length === over && <Text c="dimmed">{t('editor.exceptional.none')}</Text>}
      <div>{rows.slice(over)}</div>
      {form.errors.exceptional_days && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {form.errors.exceptional_days}
        </Text>
      )}
      {removed && <Removed key={removed.day} one={removed} onUndo={() => insert(removed)} />}
      <AddExceptionalDay form={form} today={today} onAdd={insert} />
      <Holidays
        hostId={hostId}
        spaceId={spaceId}
        days={days}
        onChosen={(chosen) => form.setFieldValue('exceptional_days', chosen)}
      />
    </Stack>
  )
}

interface RowProps {
  form: SpaceFormApi
  index: number
  one: ExceptionalDay
  onRemove: () => void
}

function Row({ form, index, one, onRemove }: RowProps) {
  const { t } = useTranslation()
  const name = dateWords(one.day, useLanguage())
  const path = `exceptional_days.${index}.hours`
  return (
    <fieldset aria-label={name} className={`${hours.day} ${classes.day}`}>
      <div className={hours.name}>
        <Text fw={550}>{name}</Text>
        {one.label && (
          <Text size="sm" c="dimmed">
            {one.label}
          </Text>
        )}
      </div>
      <Intervals form={form} path={path} intervals={one.hours} day={name} />
      <Group gap={4} wrap="nowrap">
        <AddInterval form={form} path={path} intervals={one.hours} day={name} />
        <ActionIcon
          variant="subtle"
          color="red"
          size={44}
          aria-label={t('editor.exceptional.remove', { day: name })}
          onClick={onRemove}
        >
          <IconTrash size={20} />
        </ActionIcon>
      </Group>
    </fieldset>
  )
}

// What had the focus is gone with its row: the keyboard goes on here.
const focus = (button: HTMLButtonElement | null) => button?.focus()

function Removed({ one, onUndo }: { one: ExceptionalDay; onUndo: () => void }) {
  const { t } = useTranslation()
  const day = dateWords(one.day, useLanguage())
  return (
    <Group gap="xs" className={classes.removed}>
      <Text size="sm" role="status">
        {t('editor.exceptional.removed', { day })}
      </Text>
      <Button ref={focus} variant="subtle" size="sm" onClick={onUndo}>
        {t('editor.exceptional.undo')}
      </Button>
    </Group>
  )
}
