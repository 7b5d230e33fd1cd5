import { Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ListingImport } from '@/api/shapes'
import { Loading } from '@/ui/Loading'
import { BackLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { ImportStatus } from './ImportStatus'
import { NotesSection } from './NotesSection'
import { OwnersSection } from './OwnersSection'
import { importQuery, isUnderWay } from './queries'

const route = getRouteApi('/exploitation/imports/$importId')
const COUNTS = ['made', 'present', 'refused', 'invited'] as const

/** How far an import is, what it refused and why, and who has claimed what it brought. */
export function ImportPage() {
  const { t } = useTranslation()
  const { importId } = route.useParams()
  const known = useQuery(importQuery(importId))
  return (
    <>
      <BackLink to="/exploitation/imports">{t('imports.back')}</BackLink>
      <PageTitle>{known.data?.file_name ?? t('imports.title')}</PageTitle>
      {known.isPending && <Loading rows={3} />}
      <ProblemAlert error={known.error} onRetry={() => known.refetch()} />
      {known.data && (
        <Stack gap="lg">
          <Section title={t('imports.progress')}>
            <Advance one={known.data} />
          </Section>
          {!isUnderWay(known.data) && <NotesSection one={known.data} />}
          {!isUnderWay(known.data) && <OwnersSection importId={importId} />}
        </Stack>
      )}
    </>
  )
}

function Advance({ one }: { one: ListingImport }) {
  const { t } = useTranslation()
  const { total, read, detail, reason_row } = one
  const words = total === null ? t('imports.looking') : t('imports.read', { read, total })
  return (
    <Stack align="flex-start">
      <ImportStatus state={one.state} />
      {detail && (
        <Text role="alert">
          {detail} {reason_row !== null && t('imports.at_row', { row: reason_row })}
        </Text>
      )}
      {(total !== null || isUnderWay(one)) && (
        <>
          <div
            style={{ width: '100%' }}
            role="progressbar"
            aria-label={t('imports.progress')}
            aria-valuemin={0}
            aria-valuemax={total ?? 0}
            aria-valuenow={read}
            aria-valuetext={words}
          >
            <Progress.Root size="xl" aria-hidden>
              <Progress.Section
                withAria={false}
                value={total ? (read / total) * 100 : 0}
                animated={isUnderWay(one)}
              />
            </Progress.Root>
          </div>
          <Text role="status">{words}</Text>
        </>
      )}
      {total !== null && (
        <Text size="sm">
          {COUNTS.map((name) => t(`imports.counts.${name}`, { count: one[name] })).join(' · ')}
        </Text>
      )}
    </Stack>
  )
}
