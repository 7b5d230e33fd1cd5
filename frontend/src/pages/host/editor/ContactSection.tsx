import { SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/session/useSession'
import { Section } from '@/ui/Section'
import type { SpaceFormApi } from './spaceForm'

export function ContactSection({ form }: { form: SpaceFormApi }) {
  const { t } = useTranslation()
  const { user } = useSession()
  return (
    <Section id="contact" title={t('editor.contact')} lead={t('editor.contact_lead')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t('editor.contact_email')}
          description={t('editor.contact_email_hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          type="email"
          placeholder={user?.email}
          {...form.getInputProps('contact_email')}
        />
        <TextInput
          label={t('editor.contact_phone')}
          type="tel"
          autoComplete="tel"
          {...form.getInputProps('contact_phone')}
        />
      </SimpleGrid>
    </Section>
  )
}
