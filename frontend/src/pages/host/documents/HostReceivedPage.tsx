import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ReceivedDocuments } from '@/pages/documents/ReceivedDocuments'
import { hostPurchases } from '@/pages/documents/source'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { HostPaperTabs } from './HostPaperTabs'

const route = getRouteApi('/hote/$hostId/documents/recues')

/** Invoices addressed to the host: the platform’s commission. */
export function HostReceivedPage() {
  const { t } = useTranslation()
  const { hostId } = route.useParams()
  const source = useMemo(() => hostPurchases(hostId), [hostId])
  return (
    <>
      <PageTitle lead={t('documents.received_lead')}>{t('documents.received_title')}</PageTitle>
      <HostPaperTabs hostId={hostId} />
      <ReceivedDocuments
        key={hostId}
        source={source}
        empty={t('documents.received_empty')}
        action={
          <ButtonLink to="/hote/$hostId/versements" params={{ hostId }}>
            {t('documents.see_payouts')}
          </ButtonLink>
        }
      />
    </>
  )
}
