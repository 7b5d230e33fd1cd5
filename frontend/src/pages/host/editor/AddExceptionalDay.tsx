import { Button, Group, Stack, TextInput } from '@mantine/core'
import { IconDoor, IconDoorOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExceptionalDay, OpenInterval } from '@/api/shapes'
import { DayInput } from '@/ui/DayInput'
import classes from './ExceptionalDays.module.css'
import { LONGEST_LABEL, usualHours } from './exceptionalDays'
import type { SpaceFormApi } from './spaceForm'

interface Props {
  form: SpaceFormApi
  today: string
  onAdd: (one: ExceptionalDay) => void
}

/** A day to close, or to open at other hours than usual. */
export function AddExceptionalDay({ form, today, onAdd }: Props) {
  const { t } = useTranslation()
  const [day, setDay] = useState<string | null>(null)
  const [label, setLabel] = useState('')
  const [refused, setRefused] = useState<'which' | 'there' | null>(null)

  function add(hours: (day: string) => OpenInterval[]) {
    const there = form.values.exceptional_days.some((one) => one.day === day)
    if (!day || there) return setRefused(there ? 'there' : 'which')
    onAdd({ day, label: label.trim(), hours: hours(day) })
    setDay(null)
    setLabel('')
  }

  const close = () => add(() => [])
  const open = () => add((chosen) => usualHours(form.values.opening_hours, chosen))

  return (
    <Stack gap="sm">
      <div className={classes.new}>
        <DayInput
          label={t('editor.exceptional.day')}
          placeholder={t('editor.exceptional.choose')}
          minDate={today}
          value={day}
          onChange={(chosen) => {
            setDay(chosen)
            setRefused(null)
          }}
          error={refused && t(`editor.exceptional.${refused}`)}
        />
        <TextInput
          label={`${t('editor.exceptional.label')} (${t('common.optional')})`}
          maxLength={LONGEST_LABEL}
          value={label}
          onChange={({ currentTarget }) => setLabel(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // Enter adds this day rather than save the whole space.
            event.preventDefault()
            close()
          }}
        />
      </div>
      <Group gap="xs">
        <Button variant="light" leftSection={<IconDoorOff size={18} aria-hidden />} onClick={close}>
          {t('editor.exceptional.close')}
        </Button>
        <Button variant="default" leftSection={<IconDoor size={18} aria-hidden />} onClick={open}>
          {t('editor.exceptional.open')}
        </Button>
      </Group>
    </Stack>
  )
}
