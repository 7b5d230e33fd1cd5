import { SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import { usePages } from '@/api/usePages'
import { useLanguage } from '@/i18n/useLanguage'
import { dateWords } from '@/time/format'
import { List, More } from '@/ui/List'
import { PageTitle } from '@/ui/PageTitle'
import { Filters } from './Filters'
import { NothingFound } from './NothingFound'
import { Result } from './Result'
import { SearchForm } from './SearchForm'
import { SearchMap } from './SearchMap'
import classes from './SearchPage.module.css'
import { Tags } from './Tags'
import { queryOf, spaceSearch, type Wish } from './wish'

const route = getRouteApi('/')

export function SearchPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const wish: Wish = route.useSearch()
  const navigate = route.useNavigate()
  const { date, from, to } = wish
  const results = useResults(wish)
  const go = (next: Wish) => navigate({ search: next, resetScroll: false })

  return (
    <>
      <PageTitle lead={t('search.lead')}>{t('search.title')}</PageTitle>
      <SearchForm
        key={JSON.stringify(spaceSearch(wish))}
        search={wish}
        onSearch={({ near, ...typed }) =>
          go({
            ...wish,
            date: undefined,
            from: undefined,
            to: undefined,
            ...typed,
            ...(typed.where ? { near: undefined, km: undefined } : {}),
            ...(near ? { near, km: undefined } : {}),
          })
        }
      />
      <Stack component="section" aria-labelledby="results" mt="lg">
        <Title order={2} size="h3" id="results">
          {t('search.results')}
        </Title>
        {date && from && to && (
          <Text c="dimmed">
            {t('search.free_then', { day: dateWords(date, language), from, to })}
          </Text>
        )}
        <div className={classes.tools}>
          <Filters wish={wish} onWish={go} />
          <Tags wish={wish} onWish={go} />
          <SegmentedControl
            className={classes.view}
            aria-label={t('search.view')}
            value={wish.view ?? 'list'}
            onChange={(view) => go({ ...wish, view: view === 'map' ? 'map' : undefined })}
            data={[
              { value: 'list', label: t('search.list') },
              { value: 'map', label: t('search.map') },
            ]}
          />
        </div>
        <Found wish={wish} results={results} onWish={go} />
      </Stack>
    </>
  )
}

interface FoundProps {
  wish: Wish
  results: ReturnType<typeof useResults>
  onWish: (wish: Wish) => void
}

function Found({ wish, results, onWish }: FoundProps) {
  const { t } = useTranslation()
  const [active, setActive] = useState<string | null>(null)
  const offMap = results.items.filter(({ location }) => !location).length
  const mapped = results.items.length > offMap || wish.near !== undefined || wish.view === 'map'

  function show([first]: readonly string[]) {
    if (first === undefined) return
    onWish({ ...wish, view: undefined })
    setActive(first)
    requestAnimationFrame(() =>
      document.getElementById(first)?.querySelector('a')?.focus({ preventScroll: false }),
    )
  }

  return (
    <div
      className={classes.layout}
      data-view={wish.view ?? 'list'}
      data-mapped={mapped || undefined}
      data-empty={results.items.length === 0 || undefined}
    >
      <div className={classes.list}>
        <List pages={results} empty={<NothingFound wish={wish} />}>
          {(items) => (
            <ul className={classes.results}>
              {items.map((result) => (
                <Result
                  key={result.id}
                  result={result}
                  search={spaceSearch(wish)}
                  active={active === result.id}
                  onActive={setActive}
                />
              ))}
            </ul>
          )}
        </List>
      </div>
      {mapped && (
        <div className={classes.map}>
          <SearchMap
            key={JSON.stringify({ ...wish, view: undefined })}
            results={results.items}
            wish={wish}
            active={active}
            onActive={setActive}
            onSame={show}
            onSearchHere={(near, km) => onWish({ ...wish, where: undefined, near, km })}
          />
        </div>
      )}
      {mapped && results.hasNextPage && (
        <Stack gap="xs" className={classes.more}>
          <Text size="sm" c="dimmed" ta="center" role="status">
            {t('search.on_map', { count: results.items.length - offMap })}
          </Text>
          <More pages={results} />
        </Stack>
      )}
      {mapped && offMap > 0 && (
        <Text size="sm" c="dimmed">
          {t('search.off_map', { count: offMap })}
        </Text>
      )}
    </div>
  )
}

/** A page of the search may hold nothing and yet have a next one: then it is asked for at once. */
function useResults(wish: Wish) {
  const query = queryOf(wish)
  const results = usePages(['catalogue', 'search', query], (cursor) =>
    take(api.GET('/catalogue/spaces', { params: { query: { ...query, cursor } } })),
  )
  const { items, hasNextPage, isFetchingNextPage, fetchNextPage, isPending, error } = results
  const goesOn = !isPending && !error && items.length === 0 && hasNextPage
  useEffect(() => {
    if (goesOn && !isFetchingNextPage) fetchNextPage()
  }, [goesOn, isFetchingNextPage, fetchNextPage])
  return { ...results, isPending: isPending || goesOn }
}
