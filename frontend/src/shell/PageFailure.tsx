import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'

/** The last resort: a page that could not be drawn, or whose code did not arrive. */
export function PageFailure({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation()
  const router = useRouter()
  return (
    <>
      <PageTitle>{t('common.problem.title')}</PageTitle>
      <ProblemAlert
        error={error}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </>
  )
}
