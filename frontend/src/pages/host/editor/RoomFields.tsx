import {
  NativeSelect,
  NumberInput,
  Radio,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EQUIPMENT, ROOM_KINDS } from '@/api/shapes'
import { FieldGroup } from '@/ui/FieldGroup'
import { CancellationFields } from './CancellationFields'
import { ChipChoice } from './ChipChoice'
import { ColourChoice } from './ColourChoice'
import { RulesFields } from './RulesFields'
import type { RoomForm } from './roomForm'
import type { SpaceFormApi } from './spaceForm'
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
        <NumberInput
          label={`${t('editor.room.surface')} (${t('common.optional')})`}
          min={1}
          max={10_000}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          rightSection={<Text size="sm">m²</Text>}
          {...form.getInputProps(at('surface'))}
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
      <ChipChoice
        label={t('editor.room.equipment')}
        choices={EQUIPMENT.map((one) => ({ value: one, label: t(`space.equipment.${one}`) }))}
        {...form.getInputProps(at('equipment'))}
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
      <RulesFields form={form} index={index} room={room} />
      {!room.free && <CancellationFields form={form} index={index} room={room} />}
    </>
  )
}
