import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageTitle } from '@/ui/PageTitle'
import { IssuedDocuments } from '../documents/IssuedDocuments'
import { platformDocuments } from '../documents/source'
import { PlatformPaperTabs } from './PlatformPaperTabs'

const route = getRouteApi('/exploitation/documents')

/** What the platform issued for itself. */
export function PlatformDocumentsPage() {
  const { t } = useTranslation()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <>
      <PageTitle lead={t('documents.platform_lead')}>{t('documents.platform_title')}</PageTitle>
      <PlatformPaperTabs />
      <IssuedDocuments
        source={platformDocuments}
        filter={filter}
        onFilter={(next) => navigate({ search: next, replace: true })}
        title={({ title }) => title}
        empty={t('documents.platform_empty')}
      />
    </>
  )
}
