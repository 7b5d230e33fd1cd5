import { List } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '@/ui/Section'

/** Said plainly, so that nobody believes to be compliant by accident. */
export function NotDoneSection() {
  const { t } = useTranslation()
  return (
    <Section id="not-done" title={t('billing.not_done.title')} lead={t('billing.not_done.lead')}>
      <List spacing="xs">
        <List.Item>{t('billing.not_done.e_invoicing')}</List.Item>
        <List.Item>{t('billing.not_done.e_reporting')}</List.Item>
        <List.Item>{t('billing.not_done.dac7')}</List.Item>
      </List>
    </Section>
  )
}
