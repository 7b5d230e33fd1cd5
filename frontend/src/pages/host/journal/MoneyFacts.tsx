import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { JournalEntry } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { moneyFacts } from './money'

/** The sums that a line of the journal carries, each under its name. */
export function MoneyFacts({ entry }: { entry: JournalEntry }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return moneyFacts(entry).map(({ name, cents, basis }) => (
    <Text size="sm" key={name}>
      {t(`journal.${name}`, {
        amount: basis ? `${euros(cents, language)} ${t(`money.${basis}`)}` : euros(cents, language),
      })}
    </Text>
  ))
}
