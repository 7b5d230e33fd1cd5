import { Button, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { done, doors } from '@/api/client'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useSubmit } from '@/ui/useSubmit'
import { AuthCard } from './AuthCard'

const route = getRouteApi('/mot-de-passe-oublie')

export function ForgotPasswordPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { email } = route.useSearch()
  const form = useForm({ initialValues: { email: email ?? '' } })

  const submit = useSubmit({
    form,
    send: (values) => done(doors.POST('/auth/forgot-password', { body: values })),
    onDone: (_, values) =>
      navigate({ to: '/nouveau-mot-de-passe', search: { email: values.email } }),
  })

  return (
    <AuthCard title={t('auth.forgot.title')} lead={t('auth.forgot.lead')}>
      <form onSubmit={submit.handle} noValidate>
        <Stack>
          <ProblemAlert error={submit.problem} errors={submit.errors} />
          <TextInput
            label={t('auth.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            {...form.getInputProps('email')}
          />
          <Button type="submit" loading={submit.busy}>
            {t('auth.forgot.submit')}
          </Button>
        </Stack>
      </form>
    </AuthCard>
  )
}
