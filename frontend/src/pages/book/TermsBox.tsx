import { Checkbox, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { TermsLink } from '@/pages/billing/TermsLink'
import { ProblemAlert } from '@/ui/ProblemAlert'
import type { Acceptance } from './useAcceptance'

export const TERMS_BOX = 'terms-box'

/** The terms of sale to read and accept; a version that changed meanwhile is asked for again. */
export function TermsBox({ acceptance }: { acceptance: Acceptance }) {
  const { t } = useTranslation()
  const { terms, error, retry, accepted, accept, missed, replaced } = acceptance
  if (error) return <ProblemAlert error={error} onRetry={retry} />
  if (!terms) return null
  return (
    <Stack gap="xs" align="flex-start">
      {replaced && (
        <Text role="status" size="sm" fw={550}>
          {t('billing.terms.changed', { version: terms.text_version })}
        </Text>
      )}
      <Checkbox
        id={TERMS_BOX}
        label={t('billing.terms.accept')}
        checked={accepted}
        error={missed && t('billing.terms.needed')}
        onChange={({ currentTarget }) => accept(currentTarget.checked)}
      />
      <TermsLink terms={terms} />
    </Stack>
  )
}
