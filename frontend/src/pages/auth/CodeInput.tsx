import { TextInput, type TextInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Six digits in one field: pasting, autofill and screen readers work as everywhere else. */
export function CodeInput(props: TextInputProps) {
  const { t } = useTranslation()
  return (
    <TextInput
      label={t('auth.code')}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={6}
      required
      withAsterisk={false}
      {...props}
    />
  )
}
