import { Anchor, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { profileQuery } from '@/pages/billing/queries'
import { BillingProfileForm } from '@/pages/me/BillingProfileForm'
import { ProblemAlert } from '@/ui/ProblemAlert'

/** Whom the invoice will name, changed above the page: the choice of a time stays. */
export function InvoiceTo() {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)
  const profile = useQuery({ ...profileQuery, refetchOnWindowFocus: false })
  if (profile.error) return <ProblemAlert error={profile.error} onRetry={() => profile.refetch()} />
  if (!profile.data) return null
  return (
    <>
      <Text size="sm">
        {t('billing.profile.invoice_to', { name: profile.data.name })}
        {' — '}
        <Anchor
          component="button"
          type="button"
          size="sm"
          aria-label={t('billing.profile.change_label')}
          onClick={open}
        >
          {t('billing.profile.change')}
        </Anchor>
      </Text>
      <Modal
        opened={opened}
        onClose={close}
        title={t('billing.profile.title')}
        size="lg"
        // Closed by accident, it keeps what was typed.
        keepMounted
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <BillingProfileForm profile={profile.data} onSaved={close} />
      </Modal>
    </>
  )
}
