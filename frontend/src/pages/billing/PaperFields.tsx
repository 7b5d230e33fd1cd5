import { NumberInput, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FieldGroup } from '@/ui/FieldGroup'
import type { SettingsFormApi } from './settingsForm'

export function PaperFields({ form }: { form: SettingsFormApi }) {
  const { t } = useTranslation()
  return (
    <FieldGroup legend={t('billing.papers.legend')}>
      <NumberInput
        label={t('billing.papers.payment_days')}
        description={t('billing.papers.payment_days_hint')}
        maw={420}
        max={60}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        {...form.getInputProps('payment_days')}
      />
      <Textarea
        label={`${t('billing.papers.footer')} (${t('common.optional')})`}
        description={t('billing.papers.footer_hint')}
        maxLength={500}
        {...form.getInputProps('footer')}
      />
    </FieldGroup>
  )
}
