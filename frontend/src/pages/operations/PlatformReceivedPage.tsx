import { useTranslation } from 'react-i18next'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ReceivedDocuments } from '../documents/ReceivedDocuments'
import { platformPurchases } from '../documents/source'
import { PlatformPaperTabs } from './PlatformPaperTabs'

/** Invoices addressed to the platform: those of hosts who are settled monthly. */
export function PlatformReceivedPage() {
  const { t } = useTranslation()
  return (
    <>
      <PageTitle lead={t('documents.platform_received_lead')}>
        {t('documents.received_title')}
      </PageTitle>
      <PlatformPaperTabs />
      <ReceivedDocuments
        source={platformPurchases}
        empty={t('documents.platform_received_empty')}
        action={<ButtonLink to="/exploitation/clotures">{t('documents.see_closings')}</ButtonLink>}
      />
    </>
  )
}
