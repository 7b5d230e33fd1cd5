import { Button, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { done, doors } from '@/api/client'
import { Notice } from '@/ui/Notice'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useSubmit } from '@/ui/useSubmit'
import { AuthCard } from './AuthCard'
import { CodeInput } from './CodeInput'

const route = getRouteApi('/confirmation')

export function ConfirmPage() {
  const { t } = useTranslation()
  const { email, code, next } = route.useSearch()
  const navigate = useNavigate()
  const form = useForm({ initialValues: { email: email ?? '', code: code ?? '' } })

  const submit = useSubmit({
    form,
    send: (values) => done(doors.POST('/auth/confirm', { body: values })),
    onDone: (_, values) =>
      navigate({ to: '/connexion', search: { email: values.email, next, after: 'confirm' } }),
  })

  const again = useMutation({
    mutationFn: () =>
      done(doors.POST('/auth/resend-code', { body: { email: form.getValues().email } })),
    onMutate: submit.clear,
  })

  return (
    <AuthCard
      title={t('auth.confirm.title')}
      lead={email ? t('auth.confirm.lead', { email }) : t('auth.confirm.lead_plain')}
    >
      <form onSubmit={submit.handle} noValidate>
        <Stack>
          <ProblemAlert error={submit.problem ?? again.error} errors={submit.errors} />
          {again.isSuccess && !submit.problem && <Notice>{t('auth.confirm.resent')}</Notice>}
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
          <Button type="submit" loading={submit.busy}>
            {t('auth.confirm.submit')}
          </Button>
          <Button variant="subtle" loading={again.isPending} onClick={() => again.mutate()}>
            {t('auth.confirm.resend')}
          </Button>
        </Stack>
      </form>
    </AuthCard>
  )
}
