import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import { bothSides, euros } from '@/money/money'
import classes from './billing.module.css'

const PRICE = 10_000
/** Mainland France (CGI 278), as an example only: the server knows the rate of each place. */
const RATE = 2000

/** What the coworker pays under each mode: the words alone surprise a host who charges no VAT. */
export function ModeExample() {
  const { t } = useTranslation()
  const language = useLanguage()
  const pays = (cents: number) => t('billing.mode.pays', { amount: euros(cents, language) })
  const taxed = pays(bothSides(PRICE, 'HT', RATE).ttc)
  return (
    <div>
      <table className={classes.example}>
        <caption>{t('billing.mode.example')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('billing.mode.seller')}</th>
            <th scope="col">{t('billing.mode.in_per_booking')}</th>
            <th scope="col">{t('billing.mode.in_monthly')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('billing.mode.with_vat')}</th>
            <td>{taxed}</td>
            <td>{taxed}</td>
          </tr>
          <tr>
            <th scope="row">{t('billing.mode.without_vat')}</th>
            <td>{pays(PRICE)}</td>
            <td>{taxed}</td>
          </tr>
        </tbody>
      </table>
      <Text size="sm" mt="xs">
        {t('billing.mode.example_text')}
      </Text>
    </div>
  )
}
