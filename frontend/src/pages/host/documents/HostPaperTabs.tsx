import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { TabLinks } from '@/ui/TabLinks'

const exact = { exact: true, includeSearch: false }

/** What the host issued, what he received, what he is paid. */
export function HostPaperTabs({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const params = { hostId }
  return (
    <TabLinks label={t('documents.tabs')}>
      <Link to="/hote/$hostId/documents" params={params} activeOptions={exact}>
        {t('documents.issued_tab')}
      </Link>
      <Link to="/hote/$hostId/documents/recues" params={params}>
        {t('documents.received_tab')}
      </Link>
      <Link to="/hote/$hostId/versements" params={params} activeOptions={exact}>
        {t('documents.payouts_tab')}
      </Link>
    </TabLinks>
  )
}
