import { Button, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useSubmit } from '@/ui/useSubmit'
import { signIn } from './doors'
import type { SessionUser } from './grant'
import { session } from './session'
import { useSession } from './useSession'

/** Opens over whatever was being done when the session ended; signing in sends it again. */
export function SignInAgain() {
  const { t } = useTranslation()
  const { phase, user } = useSession()
  return (
    <Modal
      opened={phase === 'expired'}
      onClose={() => session.giveUpReturning()}
      title={t('auth.sign_in.again_title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {user && <AgainForm user={user} />}
    </Modal>
  )
}

function AgainForm({ user }: { user: SessionUser }) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: { email: user.email, password: '' } })
  const submit = useSubmit({ form, send: signIn, onDone: () => {} })
  return (
    <form onSubmit={submit.handle} noValidate>
      <Stack>
        <Text>{t('auth.sign_in.again')}</Text>
        <ProblemAlert error={submit.problem} errors={submit.errors} />
        <TextInput label={t('auth.email')} readOnly autoComplete="username" value={user.email} />
        <PasswordInput
          label={t('auth.password')}
          autoComplete="current-password"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('common.show_password') }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={submit.busy}>
          {t('auth.sign_in.submit')}
        </Button>
      </Stack>
    </form>
  )
}
