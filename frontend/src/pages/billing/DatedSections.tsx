import { NumberInput, Radio, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import { centsOf, percent } from '@/money/money'
import { MODES, REGIMES } from './codes'
import { DatedFields, type DatedFormApi } from './DatedFields'
import { ModeExample } from './ModeExample'
import type { SettingsFormApi } from './settingsForm'

interface Props {
  form: SettingsFormApi
}

export function RegimeFields({ form }: Props) {
  const { t } = useTranslation()
  const legend = t('billing.regime.legend')
  const known = (value: unknown) => REGIMES.find((regime) => regime === value)
  return (
    <DatedFields
      form={form}
      list="regimes"
      legend={legend}
      add={t('billing.regime.add')}
      words={(value) => {
        const regime = known(value)
        return regime ? t(`billing.regime.${regime}`) : String(value)
      }}
      field={(_, path) => (
        <Radio.Group label={legend} {...form.getInputProps(path)}>
          <Stack gap="sm" mt="xs">
            {REGIMES.map((regime) => (
              <Radio
                key={regime}
                value={regime}
                label={t(`billing.regime.${regime}`)}
                description={t(`billing.regime.${regime}_hint`)}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
    />
  )
}

export function ModeFields({ form }: Props) {
  const { t } = useTranslation()
  const legend = t('billing.mode.legend')
  const known = (value: unknown) => MODES.find((mode) => mode === value)
  return (
    <DatedFields
      form={form}
      list="modes"
      legend={legend}
      add={t('billing.mode.add')}
      words={(value) => {
        const mode = known(value)
        return mode ? t(`billing.mode.${mode}`) : String(value)
      }}
      field={(_, path) => (
        <Radio.Group label={legend} {...form.getInputProps(path)}>
          <Stack gap="sm" mt="xs">
            {MODES.map((mode) => (
              <Radio
                key={mode}
                value={mode}
                label={t(`billing.mode.${mode}`)}
                description={t(`billing.mode.${mode}_hint`)}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
    >
      <ModeExample />
    </DatedFields>
  )
}

interface CommissionProps {
  form: DatedFormApi<'commissions'> & Pick<SettingsFormApi, 'getInputProps'>
  legend: string
  hint: string
}

export function CommissionFields({ form, legend, hint }: CommissionProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <DatedFields
      form={form}
      list="commissions"
      legend={legend}
      add={t('billing.commission.add')}
      words={(value) => percent(centsOf(value) ?? 0, language)}
      field={(_, path) => (
        <NumberInput
          label={t('billing.commission.rate')}
          max={100}
          decimalScale={2}
          decimalSeparator={language === 'fr' ? ',' : '.'}
          allowedDecimalSeparators={[',', '.']}
          allowNegative={false}
          clampBehavior="none"
          rightSection={<Text size="sm">%</Text>}
          {...form.getInputProps(path)}
        />
      )}
    >
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
    </DatedFields>
  )
}
