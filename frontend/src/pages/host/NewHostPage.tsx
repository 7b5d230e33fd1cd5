import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import { LANGUAGES } from '@/i18n/language'
import { useLanguage } from '@/i18n/useLanguage'
import { meQuery } from '@/session/me'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { tell } from '@/ui/tell'
import { useSubmit } from '@/ui/useSubmit'

export function NewHostPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({ initialValues: { name: '', language } })

  const submit = useSubmit({
    form,
    send: (values, key) =>
      take(api.POST('/hosts', { params: { header: keyed(key) }, body: values })),
    onDone: async ({ id }) => {
      await queries.fetchQuery({ ...meQuery, staleTime: 0 })
      tell(t('host.new.done'))
      await navigate({ to: '/hote/$hostId/espaces', params: { hostId: id } })
    },
  })

  return (
    <Stack maw={560}>
      <PageTitle lead={t('host.new.lead')}>{t('host.new.title')}</PageTitle>
      <form onSubmit={submit.handle} noValidate>
        <Stack>
          <ProblemAlert error={submit.problem} errors={submit.errors} />
          <TextInput
            label={t('host.new.name')}
            autoComplete="organization"
            required
            withAsterisk={false}
            {...form.getInputProps('name')}
          />
          <Radio.Group label={t('host.new.language')} {...form.getInputProps('language')}>
            <Stack gap="xs" mt="xs">
              {LANGUAGES.map((one) => (
                <Radio key={one} value={one} label={t(`shell.language.${one}`)} lang={one} />
              ))}
            </Stack>
          </Radio.Group>
          <Button type="submit" loading={submit.busy} style={{ alignSelf: 'flex-start' }}>
            {t('host.entry.create')}
          </Button>
        </Stack>
      </form>
    </Stack>
  )
}
