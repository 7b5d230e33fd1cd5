import { Autocomplete, SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EuroInput } from '@/ui/EuroInput'
import { FieldGroup } from '@/ui/FieldGroup'

import type { SettingsFormApi } from './settingsForm'

const COMPANY_FORMS = ['SAS', 'SASU', 'SARL', 'EURL', 'SA', 'SCI', 'SNC', 'SCOP', 'SCIC']

/** Who invoices, as documents name it. Each field bears the code of what may be missing. */
export function EntityFields({ form }: { form: SettingsFormApi }) {
  const { t } = useTranslation()
  const own = (['ei', 'association', 'commune', 'public'] as const).map((one) =>
    t(`billing.entity.form_${one}`),
  )
  return (
    <FieldGroup legend={t('billing.entity.legend')}>
      <TextInput
        id="legal_name"
        label={t('billing.entity.name')}
        description={t('billing.entity.name_hint')}
        autoComplete="organization"
        maxLength={120}
        {...form.getInputProps('entity.name')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Autocomplete
          id="legal_form"
          size="md"
          label={t('billing.entity.form')}
          description={t('billing.entity.form_hint')}
          data={[...COMPANY_FORMS, ...own]}
          maxLength={120}
          {...form.getInputProps('entity.form')}
        />
        <EuroInput
          id="capital"
          label={t('billing.entity.capital')}
          description={t('billing.entity.capital_hint')}
          {...form.getInputProps('entity.capital')}
        />
        <Identifiers form={form} />
      </SimpleGrid>
      <TextInput
        type="email"
        label={`${t('billing.entity.email')} (${t('common.optional')})`}
        autoComplete="email"
        {...form.getInputProps('entity.email')}
      />
      <Address form={form} />
    </FieldGroup>
  )
}

function Identifiers({ form }: { form: SettingsFormApi }) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput
        id="siren"
        label={t('billing.entity.siren')}
        description={t('billing.entity.siren_hint')}
        inputMode="numeric"
        maxLength={20}
        {...form.getInputProps('entity.siren')}
      />
      <TextInput
        id="siret"
        label={t('billing.entity.siret')}
        description={t('billing.entity.siret_hint')}
        inputMode="numeric"
        maxLength={30}
        {...form.getInputProps('entity.siret')}
      />
      <TextInput
        id="registry"
        label={t('billing.entity.registry')}
        description={t('billing.entity.registry_hint')}
        maxLength={120}
        {...form.getInputProps('entity.registry')}
      />
      <TextInput
        id="vat_number"
        label={t('billing.entity.vat_number')}
        description={t('billing.entity.vat_number_hint')}
        maxLength={30}
        {...form.getInputProps('entity.vat_number')}
      />
    </>
  )
}

function Address({ form }: { form: SettingsFormApi }) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput
        id="address"
        label={t('billing.entity.line1')}
        autoComplete="address-line1"
        maxLength={120}
        {...form.getInputProps('entity.address.line1')}
      />
      <TextInput
        label={`${t('billing.entity.line2')} (${t('common.optional')})`}
        autoComplete="address-line2"
        maxLength={120}
        {...form.getInputProps('entity.address.line2')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t('billing.entity.postcode')}
          inputMode="numeric"
          autoComplete="postal-code"
          maxLength={5}
          {...form.getInputProps('entity.address.postcode')}
        />
        <TextInput
          label={t('billing.entity.city')}
          autoComplete="address-level2"
          maxLength={120}
          {...form.getInputProps('entity.address.city')}
        />
      </SimpleGrid>
    </>
  )
}
