import { useTranslation } from 'react-i18next'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <>
      <PageTitle lead={t('common.problem.not_found')}>
        {t('common.problem.not_found_title')}
      </PageTitle>
      <ButtonLink to="/">{t('common.problem.go_home')}</ButtonLink>
    </>
  )
}
