import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { tell } from '@/ui/tell'
import { useSubmit } from '@/ui/useSubmit'
import classes from './arrivals.module.css'
import { arrivalsKey, checkInByCode } from './queries'

/** For a reception without a camera: the guest reads his code, somebody types it. */
export function CodeForm({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const form = useForm({ initialValues: { code: '' } })
  const submit = useSubmit({
    form,
    send: ({ code }) => checkInByCode(hostId, code),
    onDone: async ({ who, room_name }) => {
      form.setFieldValue('code', '')
      tell(t('checkin.code.done', { name: who ?? t('host.unknown_person'), room: room_name }))
      await queries.invalidateQueries({ queryKey: arrivalsKey(hostId) })
    },
  })
  return (
    <form onSubmit={submit.handle} noValidate>
      <ProblemAlert error={submit.errors.length > 0 ? submit.problem : null} />
      {submit.problem?.errors.length === 0 && <ProblemAlert error={submit.problem} />}
      <div className={classes.code}>
        <TextInput
          label={t('checkin.code.label')}
          description={t('checkin.code.hint')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          {...form.getInputProps('code')}
        />
        <Button type="submit" loading={submit.busy}>
          {t('checkin.code.submit')}
        </Button>
      </div>
    </form>
  )
}
