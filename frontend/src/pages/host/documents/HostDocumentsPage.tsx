import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Document } from '@/api/shapes'
import { bookingOf } from '@/pages/documents/bookingOf'
import { IssuedDocuments } from '@/pages/documents/IssuedDocuments'
import { hostDocuments } from '@/pages/documents/source'
import { TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { HostPaperTabs } from './HostPaperTabs'

const route = getRouteApi('/hote/$hostId/documents')

/** Invoices and credit notes issued in the host's name. */
export function HostDocumentsPage() {
  const { t } = useTranslation()
  const { hostId } = route.useParams()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const source = useMemo(() => hostDocuments(hostId), [hostId])

  function title(document: Document) {
    const bookingId = bookingOf(document)
    if (!bookingId) return document.title
    return (
      <TextLink to="/hote/$hostId/reservations/$bookingId" params={{ hostId, bookingId }} fw={600}>
        {document.title}
      </TextLink>
    )
  }

  return (
    <>
      <PageTitle lead={t('documents.lead')}>{t('documents.title')}</PageTitle>
      <HostPaperTabs hostId={hostId} />
      <IssuedDocuments
        source={source}
        filter={filter}
        onFilter={(next) => navigate({ search: next, replace: true })}
        title={title}
        empty={t('documents.empty')}
      />
    </>
  )
}
