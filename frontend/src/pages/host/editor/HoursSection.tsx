import { Button, Group, Stack, Text } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import { weekdayNames } from '@/time/format'
import { Section } from '@/ui/Section'
import { ExceptionalDays } from './ExceptionalDays'
import classes from './HoursSection.module.css'
import { AddInterval, Intervals } from './Intervals'
import { copiesOf, type SpaceFormApi } from './spaceForm'

interface Props {
  form: SpaceFormApi
  hostId: string
  /** Undefined until the space is saved. */
  spaceId: string | undefined
}

export function HoursSection({ form, hostId, spaceId }: Props) {
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
      <ExceptionalDays form={form} hostId={hostId} spaceId={spaceId} />
    </Section>
  )
}

function Day({ form, day, name }: { form: SpaceFormApi; day: number; name: string }) {
  const { t } = useTranslation()
  const intervals = form.values.opening_hours[day] ?? []
  const path = `opening_hours.${day}`

  function copyBelow() {
    const week = form.values.opening_hours.map((hours, other) =>
      other > day ? copiesOf(intervals) : hours,
    )
    form.setFieldValue('opening_hours', week)
  }

  return (
    <fieldset aria-label={name} className={classes.day}>
      <Text fw={550} className={classes.name}>
        {name}
      </Text>
      <Intervals form={form} path={path} intervals={intervals} day={name} />
      <Group gap={4} wrap="nowrap" className={classes.actions}>
        <AddInterval form={form} path={path} intervals={intervals} day={name} />
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
