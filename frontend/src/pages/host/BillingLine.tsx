import { Text } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldOf } from '@/pages/billing/codes'
import { useMissingWords } from '@/pages/billing/useMissingWords'
import { TextLink } from '@/ui/links'

interface Props {
  hostId: string
  /** Codes as the profile names them. */
  codes: readonly string[]
}

/** Stands for the links while the sentence is being worded. */
const MARK = '\n'

/** « Facturation : il manque le SIREN, le mandat… », each leading to its field of the profile. */
export function BillingLine({ hostId, codes }: Props) {
  const { t } = useTranslation()
  const words = useMissingWords()
  if (codes.length === 0) return null
  if (codes.every((code) => fieldOf(code) === null))
    return <Text>{t('host.home.billing_waits')}</Text>
  const [before, after] = t('billing.line', { list: MARK }).split(MARK)
  return (
    <Text>
      {before}
      {codes.map((code, index) => {
        const field = fieldOf(code)
        return (
          <Fragment key={code}>
            {index > 0 && ', '}
            {field ? (
              <TextLink to="/hote/$hostId/profil" params={{ hostId }} hash={field}>
                {words(code)}
              </TextLink>
            ) : (
              words(code)
            )}
          </Fragment>
        )
      })}
      {after}
    </Text>
  )
}
