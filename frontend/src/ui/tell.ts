import { notifications } from '@mantine/notifications'
import i18next from 'i18next'

/** Good news for a few seconds; what must be kept belongs on the page. */
export function tell(message: string): void {
  notifications.show({
    message,
    closeButtonProps: { 'aria-label': i18next.t('common.close') },
  })
}
