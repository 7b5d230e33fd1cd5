import { Stack, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '@/ui/Section'
import type { SpaceFormApi } from './spaceForm'

/** What those who come should know: some of it before they book, how to get in only afterwards. */
export function GuestsSection({ form }: { form: SpaceFormApi }) {
  const { t } = useTranslation()
  return (
    <Section id="guests" title={t('editor.guests')} lead={t('editor.guests_lead')}>
      <Stack>
        <Textarea
          label={`${t('editor.house_rules')} (${t('common.optional')})`}
          description={t('editor.house_rules_hint')}
          {...form.getInputProps('house_rules')}
        />
        <Textarea
          label={`${t('editor.access_notes')} (${t('common.optional')})`}
          description={t('editor.access_notes_hint')}
          {...form.getInputProps('access_notes')}
        />
      </Stack>
    </Section>
  )
}
