import { Button, Checkbox, Group, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Document } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { Amount } from '@/money/Amount'
import { plainDate } from '@/time/format'
import { DocumentAmount, DocumentState } from './DocumentState'
import classes from './DocumentsTable.module.css'
import { DownloadButton } from './DownloadButton'
import { Sums } from './Sums'
import type { Files } from './source'
import { signed, sumsOf } from './sums'

interface Props {
  documents: readonly Document[]
  source: Files
  /** Who stands opposite: the client of what one issues, the seller of what one receives. */
  party: 'client' | 'seller'
  title: (document: Document) => ReactNode
}

/** Documents in a table on a desk, as cards on a telephone; ticked ones are added up. */
export function DocumentsTable({ documents, source, party, title }: Props) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const ticked = documents.filter(({ id }) => chosen.has(id))
  const all = ticked.length === documents.length

  function tick(id: string, on: boolean) {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }

  return (
    <div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th className={classes.tick}>
              <Checkbox
                aria-label={t('documents.tick_all')}
                checked={all}
                indeterminate={ticked.length > 0 && !all}
                onChange={() => setChosen(new Set(all ? [] : documents.map(({ id }) => id)))}
              />
            </th>
            <th scope="col" className={classes.kept}>
              {t('documents.column.title')}
            </th>
            <th scope="col">{t(`documents.column.${party}`)}</th>
            <th scope="col">{t('documents.column.date')}</th>
            <th scope="col" className={classes.figure}>
              {t('documents.column.ht')}
            </th>
            <th scope="col" className={classes.figure}>
              {t('documents.column.ttc')}
            </th>
            <th scope="col">{t('documents.column.file')}</th>
          </tr>
        </thead>
        <tbody>
          {documents.map((document) => (
            <Row
              key={document.id}
              document={document}
              source={source}
              party={party}
              title={title(document)}
              ticked={chosen.has(document.id)}
              onTick={(on) => tick(document.id, on)}
            />
          ))}
        </tbody>
      </table>
      <div role="status" className={classes.ticked} data-some={ticked.length > 0}>
        {ticked.length > 0 && (
          <>
            <Group justify="space-between" gap="xs">
              <Text fw={600}>{t('documents.sums.ticked', { count: ticked.length })}</Text>
              <Button size="sm" variant="subtle" onClick={() => setChosen(new Set())}>
                {t('documents.sums.untick')}
              </Button>
            </Group>
            <Sums sums={sumsOf(ticked)} />
          </>
        )}
      </div>
    </div>
  )
}

interface RowProps {
  document: Document
  source: Files
  party: 'client' | 'seller'
  title: ReactNode
  ticked: boolean
  onTick: (on: boolean) => void
}

function Row({ document, source, party, title, ticked, onTick }: RowProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <tr data-ticked={ticked}>
      <td className={classes.tick}>
        <Checkbox
          aria-label={t('documents.tick', { number: document.number })}
          checked={ticked}
          onChange={({ currentTarget }) => onTick(currentTarget.checked)}
        />
      </td>
      <th scope="row">
        {title}
        <DocumentName document={document} />
      </th>
      <td data-label={t(`documents.column.${party}`)}>
        {party === 'client' ? document.buyer_name : document.seller_name}
      </td>
      <td data-label={t('documents.column.date')} className={classes.date}>
        <time dateTime={document.issued_on}>{plainDate(document.issued_on, language)}</time>
      </td>
      <td data-label={t('documents.column.ht')} className={classes.figure}>
        <Amount cents={signed(document).ht} />
      </td>
      <td data-label={t('documents.column.ttc')} className={classes.figure}>
        <span className={classes.state}>
          <DocumentAmount document={document} />
          <DocumentState state={document.state} />
        </span>
      </td>
      <td className={classes.file}>
        <DownloadButton source={source} document={document} />
      </td>
    </tr>
  )
}

/** « Avoir A-2027-000001 », « corrige F-2027-000012 » */
export function DocumentName({ document }: { document: Document }) {
  const { t } = useTranslation()
  const kind = t(`documents.kind.${document.kind}`)
  return (
    <Text size="sm" c="dimmed" component="div">
      <div>{t('documents.named', { kind, number: document.number })}</div>
      {document.cites && <div>{t('documents.cites', { number: document.cites })}</div>}
    </Text>
  )
}
