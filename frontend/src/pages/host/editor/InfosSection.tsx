import {
  Chip,
  Group,
  Input,
  NativeSelect,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AMENITIES } from '@/api/shapes'
import { Section } from '@/ui/Section'
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
            data={zoneOptions(form.values.timezone)}
            {...form.getInputProps('timezone')}
          />
        </SimpleGrid>
        <Input.Wrapper
          label={t('space.amenities')}
          labelElement="div"
          error={form.errors.amenities}
          role="group"
          aria-label={t('space.amenities')}
        >
          <Chip.Group multiple {...form.getInputProps('amenities')}>
            <Group gap="xs" mt="xs">
              {AMENITIES.map((amenity) => (
                <Chip key={amenity} value={amenity} size="md">
                  {t(`space.amenity.${amenity}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
      </Stack>
    </Section>
  )
}
