import { Button, NativeSelect, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ifMatch, take } from '@/api/client'
import type { BillingProfile } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { profileQuery } from '@/pages/billing/queries'
import { LeaveGuard } from '@/pages/host/editor/LeaveGuard'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { tell } from '@/ui/tell'
import { useSubmit } from '@/ui/useSubmit'
import { countryOptions } from './countries'

type Values = Omit<BillingProfile, 'version'> & Record<string, unknown>

const toValues = ({ version: _, ...profile }: BillingProfile): Values => profile

interface Props {
  profile: BillingProfile
  onSaved?: () => void
}

/** How a coworker is named on invoices: a person, or a company with what identifies it. */
export function BillingProfileForm({ profile, onSaved }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [version, setVersion] = useState(profile.version)
  const form = useForm<Values>({ initialValues: toValues(profile) })

  function show(saved: BillingProfile) {
    const values = toValues(saved)
    form.setInitialValues(values)
    form.setValues(values)
    form.resetDirty(values)
    form.clearErrors()
    setVersion(saved.version)
    queries.setQueryData(profileQuery.queryKey, saved)
  }

  const submit = useSubmit({
    form,
    send: (body) =>
      take(api.PUT('/me/billing-profile', { params: { header: ifMatch(version) }, body })),
    onDone: (saved) => {
      show(saved)
      tell(t('billing.profile.saved'))
      onSaved?.()
    },
  })

  async function reload() {
    show(await queries.fetchQuery({ ...profileQuery, staleTime: 0 }))
    submit.clear()
  }

  return (
    <form onSubmit={submit.handle} noValidate>
      <Stack>
        <ProblemAlert error={submit.problem} errors={submit.errors} onReload={reload} />
        <Radio.Group
          label={t('billing.profile.kind')}
          value={form.values.is_company ? 'company' : 'private'}
          onChange={(kind) => form.setFieldValue('is_company', kind === 'company')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="private" label={t('billing.profile.private')} />
            <Radio value="company" label={t('billing.profile.company')} />
          </Stack>
        </Radio.Group>
        <Who form={form} />
        <Address form={form} />
        <Button type="submit" loading={submit.busy} style={{ alignSelf: 'flex-start' }}>
          {t('billing.profile.save')}
        </Button>
      </Stack>
      <LeaveGuard dirty={() => form.isDirty()} />
    </form>
  )
}

interface FieldsProps {
  form: UseFormReturnType<Values>
}

function Who({ form }: FieldsProps) {
  const { t } = useTranslation()
  const company = form.values.is_company
  return (
    <>
      <TextInput
        label={t(company ? 'billing.profile.company_name' : 'billing.profile.name')}
        autoComplete={company ? 'organization' : 'name'}
        maxLength={120}
        required
        withAsterisk={false}
        {...form.getInputProps('name')}
      />
      {company && <Identifiers form={form} />}
      <TextInput
        type="email"
        label={`${t('billing.profile.email')} (${t('common.optional')})`}
        description={t('billing.profile.email_hint')}
        autoComplete="email"
        {...form.getInputProps('email')}
      />
    </>
  )
}

function Identifiers({ form }: FieldsProps) {
  const { t } = useTranslation()
  const french = form.values.address.country === 'FR'
  const optional = (words: string) => `${words} (${t('common.optional')})`
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <TextInput
        label={french ? t('billing.profile.siren') : optional(t('billing.profile.siren'))}
        inputMode="numeric"
        maxLength={20}
        {...form.getInputProps('siren')}
      />
      <TextInput
        label={optional(t('billing.profile.siret'))}
        inputMode="numeric"
        maxLength={30}
        {...form.getInputProps('siret')}
      />
      <TextInput
        label={french ? optional(t('billing.profile.vat_number')) : t('billing.profile.vat_number')}
        description={t('billing.profile.vat_number_hint')}
        maxLength={30}
        {...form.getInputProps('vat_number')}
      />
    </SimpleGrid>
  )
}

function Address({ form }: FieldsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const words = (label: string) =>
    form.values.is_company ? label : `${label} (${t('common.optional')})`
  return (
    <>
      <TextInput
        label={words(t('billing.profile.line1'))}
        autoComplete="address-line1"
        maxLength={120}
        {...form.getInputProps('address.line1')}
      />
      <TextInput
        label={`${t('billing.entity.line2')} (${t('common.optional')})`}
        autoComplete="address-line2"
        maxLength={120}
        {...form.getInputProps('address.line2')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={words(t('billing.entity.postcode'))}
          autoComplete="postal-code"
          maxLength={12}
          {...form.getInputProps('address.postcode')}
        />
        <TextInput
          label={words(t('billing.entity.city'))}
          autoComplete="address-level2"
          maxLength={120}
          {...form.getInputProps('address.city')}
        />
      </SimpleGrid>
      <NativeSelect
        label={t('billing.profile.country')}
        autoComplete="country"
        data={countryOptions(language, form.values.address.country)}
        {...form.getInputProps('address.country')}
      />
    </>
  )
}
