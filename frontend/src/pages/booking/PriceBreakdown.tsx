import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Price } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros, number, percent } from '@/money/money'
import { shortDate } from '@/time/format'
import classes from './PriceBreakdown.module.css'

/** The lines of a price, their sum, the tax: how the total came about. */
export function PriceBreakdown({ price }: { price: Price }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (!price.basis) return <Text>{t('money.free')}</Text>
  const money = (cents: number) => euros(cents, language)
  const onBasis = price.basis === 'HT' ? price.total.ht : price.total.ttc

  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('booking.price.how')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('booking.price.detail')}</th>
            <th scope="col" className={classes.figure}>
              {t('booking.price.unit_price')} {t(`money.${price.basis}`)}
            </th>
            <th scope="col" className={classes.figure}>
              {t('booking.price.amount')} {t(`money.${price.basis}`)}
            </th>
          </tr>
        </thead>
        <tbody>
          {price.lines.map((line) => (
            <tr key={`${line.day} ${line.unit}`}>
              <td>
                {t(`booking.price.units.${line.unit}`, {
                  count: line.quantity,
                  quantity: number(line.quantity, language),
                })}
                <span className={classes.day}>{shortDate(line.day, language)}</span>
              </td>
              <td className={classes.figure}>{money(line.unit_price)}</td>
              <td className={classes.figure}>{money(line.amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {price.seats > 1 && (
            <tr>
              <th scope="row" colSpan={2}>
                {t('booking.price.seats', { count: price.seats })}
              </th>
              <td className={classes.figure}>{money(onBasis)}</td>
            </tr>
          )}
          <tr>
            <th scope="row" colSpan={2}>
              {t('booking.price.total_ht')}
            </th>
            <td className={classes.figure}>{money(price.total.ht)}</td>
          </tr>
          <tr>
            <th scope="row" colSpan={2}>
              {t('booking.price.vat', { rate: percent(price.vat_rate, language) })}
            </th>
            <td className={classes.figure}>{money(price.total.vat)}</td>
          </tr>
          {price.total.rounding !== 0 && (
            <tr>
              <th scope="row" colSpan={2}>
                {t('money.rounding')}
              </th>
              <td className={classes.figure}>{money(price.total.rounding)}</td>
            </tr>
          )}
          <tr className={classes.total}>
            <th scope="row" colSpan={2}>
              {t('booking.price.total_ttc')}
            </th>
            <td className={classes.figure}>{money(price.total.ttc)}</td>
          </tr>
        </tfoot>
      </table>
      <Text size="sm" mt="xs">
        {t('booking.price.sold_by', { name: price.sold_by })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('booking.price.cheapest')}
      </Text>
    </div>
  )
}
