import { Button, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconCurrentLocation } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldGroup } from '@/ui/FieldGroup'
import type { SpaceFormApi } from './spaceForm'

const AXES = [
  ['latitude', 90],
  ['longitude', 180],
] as const

/** Five decimals are a metre. */
const rounded = (degrees: number) => Math.round(degrees * 100_000) / 100_000

type Asked = 'no' | 'waiting' | 'denied' | 'unknown'

/** Where the space stands, typed or as the browser tells it. */
export function LocationFields({ form }: { form: SpaceFormApi }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>('no')

  function ask() {
    setAsked('waiting')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.setFieldValue('location.latitude', rounded(coords.latitude))
        form.setFieldValue('location.longitude', rounded(coords.longitude))
        setAsked('no')
      },
      ({ code, PERMISSION_DENIED }) => setAsked(code === PERMISSION_DENIED ? 'denied' : 'unknown'),
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  }

  return (
    <FieldGroup legend={t('editor.location.legend')}>
      <Text size="sm" c="dimmed">
        {t('editor.location.hint')}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {AXES.map(([axis, most]) => (
          <NumberInput
            key={axis}
            label={t(`editor.location.${axis}`)}
            min={-most}
            max={most}
            decimalScale={7}
            // As maps write them, whatever the language.
            decimalSeparator="."
            allowedDecimalSeparators={[',', '.']}
            clampBehavior="none"
            {...form.getInputProps(`location.${axis}`)}
          />
        ))}
      </SimpleGrid>
      <Stack gap="xs" align="flex-start">
        <Button
          variant="default"
          loading={asked === 'waiting'}
          leftSection={<IconCurrentLocation size={18} aria-hidden />}
          onClick={ask}
        >
          {t('editor.location.here')}
        </Button>
        <Text size="sm" role="status">
          {asked === 'denied' && t('editor.location.denied')}
          {asked === 'unknown' && t('editor.location.unknown')}
        </Text>
      </Stack>
      {form.errors.location && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {form.errors.location}
        </Text>
      )}
    </FieldGroup>
  )
}
