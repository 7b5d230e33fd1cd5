import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { TabLinks } from '@/ui/TabLinks'

/** What the platform issued for itself, and what it received. */
export function PlatformPaperTabs() {
  const { t } = useTranslation()
  return (
    <TabLinks label={t('documents.platform_title')}>
      <Link to="/exploitation/documents" activeOptions={{ exact: true, includeSearch: false }}>
        {t('documents.issued_tab')}
      </Link>
      <Link to="/exploitation/documents/recues">{t('documents.received_tab')}</Link>
    </TabLinks>
  )
}
