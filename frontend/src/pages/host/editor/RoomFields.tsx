import {
  NativeSelect,
  NumberInput,
  Radio,
  SimpleGrid,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ROOM_KINDS } from '@/api/shapes'
import { FieldGroup } from '@/ui/FieldGroup'
import { ColourChoice } from './ColourChoice'
import type { RoomForm, SpaceFormApi } from './spaceForm'
import { TariffFields } from './TariffFields'

interface Props {
  form: SpaceFormApi
  index: number
  room: RoomForm
}

export function RoomFields({ form, index, room }: Props) {
  const { t } = useTranslation()
  const at = (field: string) => `rooms.${index}.${field}`
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t('editor.room.name')}
          required
          withAsterisk={false}
          {...form.getInputProps(at('name'))}
        />
        <NativeSelect
          label={t('editor.room.kind')}
          data={ROOM_KINDS.map((kind) => ({ value: kind, label: t(`space.kind.${kind}`) }))}
          {...form.getInputProps(at('kind'))}
        />
        <NumberInput
          label={t('editor.room.capacity')}
          min={1}
          max={500}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          required
          withAsterisk={false}
          {...form.getInputProps(at('capacity'))}
        />
      </SimpleGrid>
      <ColourChoice
        name={room.key}
        value={room.colour}
        onChange={(colour) => form.setFieldValue(`rooms.${index}.colour`, colour)}
      />
      <Textarea
        label={`${t('editor.room.description')} (${t('common.optional')})`}
        minRows={2}
        {...form.getInputProps(at('description'))}
      />
      <Radio.Group label={t('editor.room.sold_as')} {...form.getInputProps(at('sold_as'))}>
        <Stack gap="xs" mt="xs">
          <Radio value="whole" label={t('editor.room.sold_whole')} />
          <Radio value="seat" label={t('editor.room.sold_seat')} />
        </Stack>
      </Radio.Group>
      <TariffFields form={form} index={index} room={room} />
      <FieldGroup legend={t('editor.room.answer')}>
        <Switch
          label={t('editor.room.automatic')}
          description={t('editor.room.automatic_hint')}
          {...form.getInputProps(at('automatic_acceptance'), { type: 'checkbox' })}
        />
        {!room.automatic_acceptance && (
          <NumberInput
            label={t('editor.room.answer_delay')}
            description={t('editor.room.answer_delay_hint')}
            maw={420}
            min={1}
            max={144}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            {...form.getInputProps(at('answer_delay_hours'))}
          />
        )}
      </FieldGroup>
    </>
  )
}
