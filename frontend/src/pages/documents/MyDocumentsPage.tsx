import { IconFileInvoice } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Document } from '@/api/shapes'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { ButtonLink, TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { bookingOf } from './bookingOf'
import { DocumentsTable } from './DocumentsTable'
import { fetchMyDocuments, myDocuments } from './source'
import { useDocuments } from './useDocuments'

/** Everything that was issued to the person, whoever sold. */
export function MyDocumentsPage() {
  const { t } = useTranslation()
  const documents = useDocuments([...myDocuments.key, 'list'], fetchMyDocuments)
  return (
    <>
      <PageTitle lead={t('documents.my_lead')}>{t('documents.my_title')}</PageTitle>
      <List
        pages={documents}
        empty={
          <Empty
            icon={<IconFileInvoice size={28} />}
            action={<ButtonLink to="/">{t('booking.list.search')}</ButtonLink>}
          >
            {t('documents.my_empty')}
          </Empty>
        }
      >
        {(items) => (
          <DocumentsTable documents={items} source={myDocuments} party="seller" title={titleOf} />
        )}
      </List>
    </>
  )
}

function titleOf(document: Document) {
  const bookingId = bookingOf(document)
  if (!bookingId) return document.title
  return (
    <TextLink to="/reservations/$bookingId" params={{ bookingId }} fw={600}>
      {document.title}
    </TextLink>
  )
}
