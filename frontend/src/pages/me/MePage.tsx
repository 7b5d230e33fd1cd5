import { Button, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { api, ifMatch, take } from '@/api/client'
import { speak } from '@/i18n'
import { isLanguage, LANGUAGES } from '@/i18n/language'
import { useAskedField } from '@/pages/billing/fields'
import { profileQuery } from '@/pages/billing/queries'
import { MyFeedsSection } from '@/pages/feeds/MyFeedsSection'
import { myFeedsQuery } from '@/pages/feeds/queries'
import { type Me, meQuery, useMe } from '@/session/me'
import { session } from '@/session/session'
import { Loading } from '@/ui/Loading'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { tell } from '@/ui/tell'
import { useSubmit } from '@/ui/useSubmit'
import { BillingProfileSection } from './BillingProfileSection'
import { HostFeeds } from './HostFeeds'

export function MePage() {
  const { t } = useTranslation()
  const me = useMe()
  const profile = useQuery({ ...profileQuery, refetchOnWindowFocus: false })
  const feeds = useQuery(myFeedsQuery)
  // What loads later would push aside what the address named.
  useAskedField(me.isSuccess && profile.isSuccess && feeds.isSuccess)
  return (
    <Stack maw={560} gap="xl">
      <PageTitle lead={me.data?.email}>{t('auth.me.title')}</PageTitle>
      {me.isPending && <Loading rows={3} />}
      <ProblemAlert error={me.error} onRetry={() => me.refetch()} />
      {me.data && <MeForm key={me.data.version} me={me.data} />}
      {me.data && <BillingProfileSection />}
      {me.data && (
        <MyFeedsSection>
          <HostFeeds hosts={me.data.hosts} />
        </MyFeedsSection>
      )}
    </Stack>
  )
}

function MeForm({ me }: { me: Me }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { given_name, family_name, language } = me
  const form = useForm({ initialValues: { given_name, family_name, language } })

  const submit = useSubmit({
    form,
    send: (values) =>
      take(api.PUT('/me', { params: { header: ifMatch(me.version) }, body: values })),
    onDone: async (next) => {
      session.update(next)
      queries.setQueryData(meQuery.queryKey, next)
      if (isLanguage(next.language)) await speak(next.language)
      tell(i18next.t('auth.me.saved'))
    },
  })

  return (
    <form onSubmit={submit.handle} noValidate>
      <Stack>
        <ProblemAlert
          error={submit.problem}
          errors={submit.errors}
          onReload={() => queries.invalidateQueries(meQuery)}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={t('auth.given_name')}
            autoComplete="given-name"
            {...form.getInputProps('given_name')}
          />
          <TextInput
            label={t('auth.family_name')}
            autoComplete="family-name"
            {...form.getInputProps('family_name')}
          />
        </SimpleGrid>
        <Radio.Group label={t('auth.me.language')} {...form.getInputProps('language')}>
          <Stack gap="xs" mt="xs">
            {LANGUAGES.map((one) => (
              <Radio key={one} value={one} label={t(`shell.language.${one}`)} lang={one} />
            ))}
          </Stack>
        </Radio.Group>
        <Button type="submit" loading={submit.busy} style={{ alignSelf: 'flex-start' }}>
          {t('common.update')}
        </Button>
      </Stack>
    </form>
  )
}
