import { Button, Stack } from '@mantine/core'
import { IconFileInvoice } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Document } from '@/api/shapes'
import { now } from '@/time/now'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { DocumentsTable } from './DocumentsTable'
import { type DocumentFilter, spanOf } from './filter'
import { PeriodFilter } from './PeriodFilter'
import { type Span, sellersToday } from './period'
import { SearchBox } from './SearchBox'
import { Sums } from './Sums'
import { type Issued, sumsQuery } from './source'
import { useDocuments } from './useDocuments'

interface Props {
  source: Issued
  filter: DocumentFilter
  onFilter: (filter: DocumentFilter) => void
  title: (document: Document) => ReactNode
  /** Said where a period has none: when the first will come. */
  empty: string
}

/** What a seller issued: a period, a search, their sums. */
export function IssuedDocuments({ source, filter, onFilter, title, empty }: Props) {
  const { t } = useTranslation()
  const span = spanOf(filter, sellersToday(now()))
  const search = filter.search ?? ''
  const selection = { ...span, search }
  const documents = useDocuments([...source.key, 'list', selection], (cursor) =>
    source.page(selection, cursor),
  )
  return (
    <Stack gap="lg">
      <PeriodFilter filter={filter} span={span} onChange={onFilter} />
      <WholePeriod source={source} span={span} />
      <SearchBox
        value={search}
        onSearch={(text) => onFilter({ ...filter, search: text || undefined })}
      />
      <List
        pages={documents}
        empty={
          <Empty
            icon={<IconFileInvoice size={28} />}
            action={
              search ? (
                <Button
                  variant="default"
                  onClick={() => onFilter({ ...filter, search: undefined })}
                >
                  {t('documents.clear_search')}
                </Button>
              ) : (
                filter.period !== 'this_year' && (
                  <Button variant="default" onClick={() => onFilter({ period: 'this_year' })}>
                    {t('documents.whole_year')}
                  </Button>
                )
              )
            }
          >
            {search ? t('documents.empty_search') : empty}
          </Empty>
        }
      >
        {(items) => (
          <DocumentsTable
            key={JSON.stringify(selection)}
            documents={items}
            source={source}
            party="client"
            title={title}
          />
        )}
      </List>
    </Stack>
  )
}

function WholePeriod({ source, span }: { source: Issued; span: Span }) {
  const { t } = useTranslation()
  const sums = useQuery(sumsQuery(source, span))
  return (
    <Section title={t('documents.sums.whole')} lead={t('documents.sums.whole_note')}>
      {sums.isPending && <Loading rows={1} height={48} />}
      <ProblemAlert error={sums.error} onRetry={() => sums.refetch()} />
      {sums.data && <Sums sums={sums.data} counted />}
    </Section>
  )
}
