import { Alert, Button, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { asProblem, type FieldError, type Problem } from '@/api/problem'

/** What the reader should know and do about a problem. */
export function useProblemWords() {
  const { t } = useTranslation()
  return (problem: Problem): string => {
    if (problem.code === 'network') return t('common.problem.network')
    if (problem.code === 'session_ended') return t('common.problem.session_ended')
    return problem.detail || problem.title || t('common.problem.unreadable')
  }
}

interface Props {
  error: unknown
  /** Field errors that no field of the page shows. */
  errors?: readonly FieldError[]
  onRetry?: () => void
  /** For 412: fetch what the other person saved. */
  onReload?: () => void
}

export function ProblemAlert({ error, errors = [], onRetry, onReload }: Props) {
  const { t } = useTranslation()
  const words = useProblemWords()
  if (!error) return null
  const problem = asProblem(error)
  const stale = problem.status === 412
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(stale ? 'common.problem.stale_title' : 'common.problem.title')}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{words(problem)}</Text>
        {errors.length > 0 && (
          <List size="sm">
            {errors.map((fieldError) => (
              <List.Item key={fieldError.pointer + fieldError.code}>{fieldError.message}</List.Item>
            ))}
          </List>
        )}
        {stale && onReload && (
          <Button size="sm" variant="default" onClick={onReload}>
            {t('common.problem.reload')}
          </Button>
        )}
        {onRetry && problem.status !== 403 && (
          <Button size="sm" variant="default" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
