import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Journal } from '@/pages/host/journal/JournalPage'
import { BackLink, ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'

const route = getRouteApi('/moderation/hotes/$hostId/journal')

/** Staff read the audit log of any organisation. */
export function HostJournalPage() {
  const { t } = useTranslation()
  const { hostId } = route.useParams()
  return (
    <>
      <BackLink to="/moderation">{t('moderation.back')}</BackLink>
      <PageTitle lead={t('journal.lead')}>{t('moderation.journal')}</PageTitle>
      <Journal
        hostId={hostId}
        action={<ButtonLink to="/moderation">{t('moderation.back')}</ButtonLink>}
      />
    </>
  )
}
