import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { isAwaited, isNew, takeClaims } from '@/session/claims'
import { type Credentials, signIn } from '@/session/doors'
import { meQuery } from '@/session/me'
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

  const queries = useQueryClient()
  const [awaited, setAwaited] = useState('')

  async function enter(values: Credentials): Promise<void> {
    setAwaited('')
    try {
      await signIn(values)
    } catch (error) {
      const wrong = asProblem(error).code === 'wrong_credentials'
      if (wrong && (await isAwaited(values.email))) setAwaited(values.email)
      throw error
    }
  }

  async function go(): Promise<void> {
    if (next) return router.history.push(next)
    // Whatever becomes of it, the person is in: the host's entry asks again.
    const taken = (await takeClaims().catch(() => [])).find(isNew)
    if (!taken) return navigate({ to: HOME[rememberedMode()] })
    await queries.invalidateQueries({ queryKey: meQuery.queryKey })
    return navigate({ to: '/hote' })
  }

  const submit = useSubmit({ form, send: enter, onDone: go })

  return (
    <AuthCard title={t('auth.sign_in.title')}>
      {after && !submit.problem && <Notice>{t(`auth.${after}.done`)}</Notice>}
      <form onSubmit={submit.handle} noValidate>
        <Group gap="md">
          <ProblemAlert error={submit.problem} errors={submit.errors} />
          {awaited && <Awaited email={awaited} />}
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
        <TextLink to="/inscription" search={{ next, email: form.values.email || undefined }}>
          {t('shell.person.sign_up')}
        </TextLink>
      </Text>
    </AuthCard>
  )
}

/** Whose listings were brought from the old site tries its login here: it is not one. */
function Awaited({ email }: { email: string }) {
  const { t } = useTranslation()
  return (
    <Alert role="status" color="pine" title={t('imports.sign_in.title')}>
      <Stack gap="sm" align="flex-start">
        <Text>{t('imports.sign_in.text', { email })}</Text>
        <TextLink to="/inscription" search={{ email, next: HOME.host }}>
          {t('imports.sign_in.sign_up')}
        </TextLink>
      </Stack>
    </Alert>
  )
}
