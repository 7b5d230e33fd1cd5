import { Button, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { done, doors } from '@/api/client'
import { useLanguage } from '@/i18n/useLanguage'
import { TextLink } from '@/ui/links'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useSubmit } from '@/ui/useSubmit'
import { AuthCard } from './AuthCard'
import { SecretInput } from './SecretInput'

const route = getRouteApi('/inscription')

export function SignUpPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { next, email } = route.useSearch()
  const navigate = useNavigate()
  const form = useForm({
    initialValues: { given_name: '', family_name: '', email: email ?? '', password: '' },
  })

  const submit = useSubmit({
    form,
    send: (values) => done(doors.POST('/auth/sign-up', { body: { ...values, language } })),
    onDone: (_, values) => navigate({ to: '/confirmation', search: { email: values.email, next } }),
  })

  return (
    <AuthCard title={t('auth.sign_up.title')} lead={t('auth.sign_up.lead')}>
      <form onSubmit={submit.handle} noValidate>
        <Stack>
          <ProblemAlert error={submit.problem} errors={submit.errors} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={t('auth.given_name')}
              autoComplete="given-name"
              required
              withAsterisk={false}
              {...form.getInputProps('given_name')}
            />
            <TextInput
              label={t('auth.family_name')}
              autoComplete="family-name"
              required
              withAsterisk={false}
              {...form.getInputProps('family_name')}
            />
          </SimpleGrid>
          <TextInput
            label={t('auth.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            {...form.getInputProps('email')}
          />
          <SecretInput
            label={t('auth.password')}
            description={t('auth.password_rule')}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={submit.busy}>
            {t('auth.sign_up.submit')}
          </Button>
        </Stack>
      </form>
      <Text>
        {t('auth.sign_up.has_login')}{' '}
        <TextLink to="/connexion" search={{ next, email }}>
          {t('auth.sign_in.title')}
        </TextLink>
      </Text>
    </AuthCard>
  )
}
