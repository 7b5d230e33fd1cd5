import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** The outline of what is coming, said aloud to those who cannot see it. */
export function Loading({ rows = 4, height = 72 }: { rows?: number; height?: number }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm" aria-busy="true">
      <VisuallyHidden role="status">{t('common.loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical, stateless placeholders
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  )
}
