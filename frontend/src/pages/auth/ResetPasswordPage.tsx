import { Button, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { done, doors } from '@/api/client'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useSubmit } from '@/ui/useSubmit'
import { AuthCard } from './AuthCard'
import { CodeInput } from './CodeInput'
import { SecretInput } from './SecretInput'

const route = getRouteApi('/nouveau-mot-de-passe')

export function ResetPasswordPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { email, code } = route.useSearch()
  const form = useForm({ initialValues: { email: email ?? '', code: code ?? '', password: '' } })

  const submit = useSubmit({
    form,
    send: (values) => done(doors.POST('/auth/reset-password', { body: values })),
    onDone: (_, values) =>
      navigate({ to: '/connexion', search: { email: values.email, after: 'reset' } }),
  })

  return (
    <AuthCard
      title={t('auth.reset.title')}
      lead={email ? t('auth.reset.lead', { email }) : undefined}
    >
      <form onSubmit={submit.handle} noValidate>
        <Stack>
          <ProblemAlert error={submit.problem} errors={submit.errors} />
          {!email && (
            <TextInput
              label={t('auth.email')}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              {...form.getInputProps('email')}
            />
          )}
          <CodeInput {...form.getInputProps('code')} />
          <SecretInput
            label={t('auth.new_password')}
            description={t('auth.password_rule')}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={submit.busy}>
            {t('auth.reset.submit')}
          </Button>
        </Stack>
      </form>
    </AuthCard>
  )
}
