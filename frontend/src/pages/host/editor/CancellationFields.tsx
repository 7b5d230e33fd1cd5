import { ActionIcon, Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import { cancellationWords } from '@/pages/space/words'
import classes from './CancellationFields.module.css'
import { followingStep, MOST_STEPS, PRESETS, presetOf, STEPS_OF } from './conditions'
import { Folded } from './Folded'
import { type RoomForm, stepsOf } from './roomForm'
import type { SpaceFormApi } from './spaceForm'

interface Props {
  form: SpaceFormApi
  index: number
  room: RoomForm
}

/** What stays with the host when a coworker cancels late. */
export function CancellationFields({ form, index, room }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const path = `rooms.${index}.cancellation`
  const steps = stepsOf(room.cancellation)
  const words = cancellationWords(t, language, steps)
  const refused = form.errors[path]

  return (
    <Folded
      title={t('editor.cancellation.legend')}
      hint={words}
      refused={Object.keys(form.errors).some((one) => one.startsWith(path))}
    >
      <Presets
        chosen={presetOf(steps)}
        onChoose={(preset) =>
          form.setFieldValue(
            path,
            STEPS_OF[preset].map((step) => ({ ...step })),
          )
        }
      />
      {room.cancellation.map((_, step) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its rank
        <Step key={step} form={form} path={path} step={step} />
      ))}
      {steps.length < MOST_STEPS && (
        <Button
          variant="subtle"
          size="sm"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => form.insertListItem(path, followingStep(steps))}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('editor.cancellation.add')}
        </Button>
      )}
      {refused && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {refused}
        </Text>
      )}
      <Stack gap={4} aria-live="polite">
        <Text>{words}</Text>
        <Text size="sm" c="dimmed">
          {t('editor.cancellation.hint')}
        </Text>
      </Stack>
    </Folded>
  )
}

interface PresetsProps {
  chosen: (typeof PRESETS)[number] | undefined
  onChoose: (preset: (typeof PRESETS)[number]) => void
}

function Presets({ chosen, onChoose }: PresetsProps) {
  const { t } = useTranslation()
  return (
    <Group gap="xs" role="group" aria-label={t('editor.cancellation.presets')}>
      {PRESETS.map((preset) => (
        <Button
          key={preset}
          size="sm"
          variant={preset === chosen ? 'light' : 'default'}
          aria-pressed={preset === chosen}
          onClick={() => onChoose(preset)}
        >
          {t(`editor.cancellation.preset.${preset}`)}
        </Button>
      ))}
    </Group>
  )
}

function Step({ form, path, step }: { form: SpaceFormApi; path: string; step: number }) {
  const { t } = useTranslation()
  const name = t('editor.cancellation.step', { index: step + 1 })
  const typed = { allowDecimal: false, allowNegative: false, clampBehavior: 'none' } as const
  return (
    <fieldset aria-label={name} className={classes.step}>
      <NumberInput
        label={t('editor.cancellation.hours')}
        aria-label={t('editor.cancellation.hours_long')}
        rightSection={<Text size="sm">h</Text>}
        min={1}
        max={24 * 90}
        {...typed}
        {...form.getInputProps(`${path}.${step}.hours`)}
      />
      <NumberInput
        label={t('editor.cancellation.kept')}
        aria-label={t('editor.cancellation.kept_long')}
        rightSection={<Text size="sm">%</Text>}
        min={1}
        max={100}
        {...typed}
        {...form.getInputProps(`${path}.${step}.kept`)}
      />
      <ActionIcon
        variant="subtle"
        color="red"
        size={44}
        className={classes.remove}
        aria-label={t('editor.cancellation.remove', { index: step + 1 })}
        onClick={() => form.removeListItem(path, step)}
      >
        <IconTrash size={20} />
      </ActionIcon>
    </fieldset>
  )
}
