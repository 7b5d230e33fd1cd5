import { NativeSelect, NumberInput, SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { lengthWords, rulesWords } from '@/pages/space/words'
import { BUFFERS, LENGTHS, NOTICES, withSaved } from './durations'
import { Folded } from './Folded'
import { type RoomForm, type RulesForm, rulesOf } from './roomForm'
import type { SpaceFormApi } from './spaceForm'

interface Props {
  form: SpaceFormApi
  index: number
  room: RoomForm
}

/** How a room may be booked: how long, how soon, how far ahead, with what between bookings. */
export function RulesFields({ form, index, room }: Props) {
  const { t } = useTranslation()
  const path = `rooms.${index}.rules`
  const refused = form.errors[path]
  const minutes = (field: keyof RulesForm, choices: readonly number[], none?: string) => ({
    label: t(`editor.rules.${field}`),
    data: [
      ...(none ? [{ value: '', label: none }] : []),
      ...withSaved(choices, String(room.rules[field])).map((length) => ({
        value: String(length),
        label: length === 0 ? t('editor.rules.no_buffer') : lengthWords(t, length),
      })),
    ],
    ...form.getInputProps(`${path}.${field}`),
  })
  return (
    <Folded
      title={t('editor.rules.legend')}
      hint={rulesWords(t, rulesOf(room)) || t('editor.rules.none')}
      refused={Object.keys(form.errors).some((one) => one.startsWith(path))}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect {...minutes('shortest_minutes', LENGTHS, t('editor.rules.no_limit'))} />
        <NativeSelect {...minutes('longest_minutes', LENGTHS, t('editor.rules.no_limit'))} />
        <NativeSelect {...minutes('notice_minutes', NOTICES, t('editor.rules.no_notice'))} />
        <NumberInput
          label={t('editor.rules.horizon_days')}
          description={t('editor.rules.horizon_hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={1}
          max={365}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          {...form.getInputProps(`${path}.horizon_days`)}
        />
        {room.sold_as === 'whole' && <NativeSelect {...minutes('buffer_minutes', BUFFERS)} />}
      </SimpleGrid>
      {refused && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {refused}
        </Text>
      )}
    </Folded>
  )
}
