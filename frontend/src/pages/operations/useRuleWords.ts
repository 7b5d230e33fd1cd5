import { useTranslation } from 'react-i18next'

/** A rule as a sentence; one that the words do not know yet keeps its name. */
export function useRuleWords() {
  const { t, i18n } = useTranslation()
  return (name: string): string => {
    const key = `operations.rule.${name}`
    return i18n.exists(key) ? t(key as 'operations.rule.facts_are_relayed') : name
  }
}
