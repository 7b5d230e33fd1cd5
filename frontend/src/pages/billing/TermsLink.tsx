import { Anchor, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { LegalText } from '@/api/shapes'
import { TextOf } from './TextOf'

/** Opens the terms of sale above the page: what is being filled in stays. */
export function TermsLink({ terms }: { terms: LegalText }) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Anchor component="button" type="button" onClick={open} ta="start">
        {t('billing.terms.read')}
      </Anchor>
      <Modal
        opened={opened}
        onClose={close}
        title={terms.title}
        size="lg"
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <TextOf text={terms} order={3} />
      </Modal>
    </>
  )
}
