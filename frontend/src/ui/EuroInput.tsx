import { NumberInput, type NumberInputProps, Text } from '@mantine/core'
import { useLanguage } from '@/i18n/useLanguage'

/** A sum in euros, typed with either decimal sign and shown with the reader's. */
export function EuroInput(props: NumberInputProps) {
  const language = useLanguage()
  return (
    <NumberInput
      decimalScale={2}
      decimalSeparator={language === 'fr' ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      thousandSeparator={language === 'fr' ? ' ' : ','}
      allowNegative={false}
      rightSection={<Text size="sm">€</Text>}
      {...props}
    />
  )
}
