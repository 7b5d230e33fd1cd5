import { Button, Group, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signIn } from '@/session/doors'
import { HOME, rememberedMode } from '@/shell/mode'
import { TextLink } from '@/ui/links'
import { Notice } from '@/ui/Notice'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useSubmit } from '@/ui/useSubmit'
import { AuthCard } from './AuthCard'
import { SecretInput } from './SecretInput'

const route = getRouteApi('/connexion')
/** The API does not tell which addresses wait for their code: the way to confirm one is always shown. */
const MAY_WAIT_FOR_ITS_CODE = ['wrong_credentials', 'email_unconfirmed']

export function SignInPage() {
  const { t } = useTranslation()
  const { next, email, after } = route.useSearch()
  const router = useRouter()
  const navigate = useNavigate()
  const form = useForm({ initialValues: { email: email ?? '', password: '' } })

  const submit = useSubmit({
    form,
    send: signIn,
    onDone: () => (next ? router.history.push(next) : navigate({ to: HOME[rememberedMode()] })),
  })

  return (
    <AuthCard title={t('auth.sign_in.title')}>
      {after && !submit.problem && <Notice>{t(`auth.${after}.done`)}</Notice>}
      <form onSubmit={submit.handle} noValidate>
        <Group gap="md">
          <ProblemAlert error={submit.problem} errors={submit.errors} />
          {submit.problem && MAY_WAIT_FOR_ITS_CODE.includes(submit.problem.code) && (
            <TextLink to="/confirmation" search={{ email: form.values.email, next }}>
              {t('auth.confirm.title')}
            </TextLink>
          )}
          <TextInput
            w="100%"
            label={t('auth.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            {...form.getInputProps('email')}
          />
          <SecretInput
            w="100%"
            label={t('auth.password')}
            autoComplete="current-password"
            {...form.getInputProps('password')}
          />
          <Button type="submit" fullWidth loading={submit.busy}>
            {t('auth.sign_in.submit')}
          </Button>
        </Group>
      </form>
      <TextLink to="/mot-de-passe-oublie" search={{ email: form.values.email || undefined }}>
        {t('auth.sign_in.forgot')}
      </TextLink>
      <Text>
        {t('auth.sign_in.no_login')}{' '}
        <TextLink to="/inscription" search={{ next }}>
          {t('shell.person.sign_up')}
        </TextLink>
      </Text>
    </AuthCard>
  )
}
