import { useTranslation } from 'react-i18next'

const REASONS = ['no_mandate', 'sums_differ'] as const

/** Why a month is parked, in words; a code that has none yet stays as it is. */
export function useParkedWords() {
  const { t } = useTranslation()
  return (reason: string): string => {
    const known = REASONS.find((one) => one === reason)
    return known ? t(`payouts.parked.${known}`) : reason
  }
}
