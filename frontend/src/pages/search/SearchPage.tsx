import { Stack, Text, Title } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import { usePages } from '@/api/usePages'
import { useLanguage } from '@/i18n/useLanguage'
import { dateWords } from '@/time/format'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { Result } from './Result'
import { SearchForm } from './SearchForm'
import classes from './SearchPage.module.css'

const route = getRouteApi('/')

export function SearchPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { where, date, from, to, people } = search
  const timed = date && from && to
  const span = timed ? { date, start: from, end: to } : {}
  const filtered = Object.values(search).some((value) => value !== undefined)

  const results = usePages(['catalogue', 'search', where, span, people], (cursor) =>
    take(api.GET('/catalogue/spaces', { params: { query: { where, ...span, people, cursor } } })),
  )

  return (
    <>
      <PageTitle lead={t('search.lead')}>{t('search.title')}</PageTitle>
      <SearchForm
        key={JSON.stringify(search)}
        search={search}
        onSearch={(next) => navigate({ search: next })}
      />
      <Stack component="section" aria-labelledby="results" mt="xl">
        <Title order={2} size="h3" id="results">
          {t('search.results')}
        </Title>
        {timed && (
          <Text c="dimmed">
            {t('search.free_then', { day: dateWords(date, language), from, to })}
          </Text>
        )}
        <List
          pages={results}
          empty={
            <Empty
              icon={<IconSearchOff size={28} />}
              action={
                filtered ? (
                  <ButtonLink to="/" search={{}} variant="default">
                    {t('search.clear')}
                  </ButtonLink>
                ) : (
                  <ButtonLink to="/hote">{t('search.become_host')}</ButtonLink>
                )
              }
            >
              {t(filtered ? 'search.empty' : 'search.empty_all')}
            </Empty>
          }
        >
          {(items) => (
            <ul className={classes.results}>
              {items.map((result) => (
                <Result key={result.id} result={result} search={search} />
              ))}
            </ul>
          )}
        </List>
      </Stack>
    </>
  )
}
