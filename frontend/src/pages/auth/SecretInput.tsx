import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'

/** A password field whose eye says what it does. */
export function SecretInput(props: PasswordInputProps) {
  const { t } = useTranslation()
  const [visible, { toggle }] = useDisclosure(false)
  return (
    <PasswordInput
      required
      withAsterisk={false}
      visible={visible}
      onVisibilityChange={toggle}
      visibilityToggleButtonProps={{
        'aria-label': t(visible ? 'common.hide_password' : 'common.show_password'),
        tabIndex: 0,
      }}
      aria-invalid={props.error ? true : undefined}
      {...props}
    />
  )
}
