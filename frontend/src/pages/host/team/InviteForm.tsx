import { Button, NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { HostRole, InvitationBody } from '@/api/shapes'
import { isLanguage, LANGUAGES } from '@/i18n/language'
import { useLanguage } from '@/i18n/useLanguage'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { tell } from '@/ui/tell'
import { useSubmit } from '@/ui/useSubmit'
import { sendInvitation, teamQuery } from './queries'

type Values = InvitationBody & Record<string, unknown>

/** Somebody’s address, and what they will be able to do. */
export function InviteForm({ hostId, roles }: { hostId: string; roles: readonly HostRole[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const form = useForm<Values>({ initialValues: { email: '', role: 'reception', language } })

  const submit = useSubmit({
    form,
    send: (values, key) => sendInvitation(hostId, values, key),
    onDone: async ({ email }) => {
      form.setFieldValue('email', '')
      tell(t('team.invite.done', { email }))
      await queries.invalidateQueries({ queryKey: teamQuery(hostId).queryKey })
    },
  })

  return (
    <Section title={t('team.invite.title')} lead={t('team.invite.lead')}>
      <form onSubmit={submit.handle} noValidate>
        <Stack maw={560}>
          <ProblemAlert error={submit.problem} errors={submit.errors} />
          <TextInput
            label={t('team.invite.email')}
            type="email"
            autoComplete="off"
            required
            withAsterisk={false}
            {...form.getInputProps('email')}
          />
          <Radio.Group label={t('team.invite.role')} {...form.getInputProps('role')}>
            <Stack gap="sm" mt="xs">
              {roles.map((role) => (
                <Radio
                  key={role}
                  value={role}
                  label={t(`team.role.${role}`)}
                  description={t(`team.may.${role}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          <NativeSelect
            label={t('team.invite.language')}
            value={form.values.language}
            onChange={({ currentTarget }) => {
              if (isLanguage(currentTarget.value)) {
                form.setFieldValue('language', currentTarget.value)
              }
            }}
            data={LANGUAGES.map((one) => ({ value: one, label: t(`shell.language.${one}`) }))}
          />
          <Button type="submit" loading={submit.busy} style={{ alignSelf: 'flex-start' }}>
            {t('team.invite.submit')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
