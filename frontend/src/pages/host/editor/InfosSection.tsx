import { NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AMENITIES } from '@/api/shapes'
import { Section } from '@/ui/Section'
import { ChipChoice } from './ChipChoice'
import { LocationFields } from './LocationFields'
import type { SpaceFormApi } from './spaceForm'
import { zoneOptions } from './zones'

export function InfosSection({ form, zoneFixed }: { form: SpaceFormApi; zoneFixed: boolean }) {
  const { t } = useTranslation()
  return (
    <Section id="infos" title={t('editor.infos')}>
      <Stack>
        <TextInput
          label={t('editor.name')}
          required
          withAsterisk={false}
          {...form.getInputProps('name')}
        />
        <Textarea
          label={t('editor.description')}
          description={t('editor.description_hint')}
          {...form.getInputProps('description')}
        />
        <TextInput
          label={t('editor.line1')}
          autoComplete="address-line1"
          required
          withAsterisk={false}
          {...form.getInputProps('address.line1')}
        />
        <TextInput
          label={`${t('editor.line2')} (${t('common.optional')})`}
          autoComplete="address-line2"
          {...form.getInputProps('address.line2')}
        />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput
            label={t('editor.postcode')}
            inputMode="numeric"
            autoComplete="postal-code"
            maxLength={5}
            required
            withAsterisk={false}
            {...form.getInputProps('address.postcode')}
          />
          <TextInput
            label={t('editor.city')}
            autoComplete="address-level2"
            required
            withAsterisk={false}
            {...form.getInputProps('address.city')}
          />
          <NativeSelect
            label={t('editor.timezone')}
            description={zoneFixed ? t('editor.timezone_hint') : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            disabled={zoneFixed}
            data={zoneOptions(t, form.values.timezone)}
            {...form.getInputProps('timezone')}
          />
        </SimpleGrid>
        <LocationFields form={form} />
        <ChipChoice
          label={t('space.amenities')}
          choices={AMENITIES.map((one) => ({ value: one, label: t(`space.amenity.${one}`) }))}
          {...form.getInputProps('amenities')}
        />
      </Stack>
    </Section>
  )
}
