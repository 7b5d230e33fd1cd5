import { useTranslation } from 'react-i18next'
import type { PriceTrail } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros, number } from '@/money/money'
import { shortDate } from '@/time/format'
import classes from './PriceTrail.module.css'

/** Units times unit prices, on the basis that the host chose. */
export function TypedPrice({ trail }: { trail: PriceTrail }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { basis, lines, seats } = trail.price
  const money = (cents: number) => euros(cents, language)
  const onBasis = (cents: number) => `${money(cents)} ${basis ? t(`money.${basis}`) : ''}`.trim()
  const sum = lines.reduce((total, line) => total + line.amount, 0)
  return (
    <table className={classes.table}>
      <caption>
        <h3 className={classes.title}>{t('trail.typed.title')}</h3>
      </caption>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.day} ${line.unit}`}>
            <th scope="row">
              {t('trail.typed.line', {
                quantity: t(`booking.price.units.${line.unit}`, {
                  count: line.quantity,
                  quantity: number(line.quantity, language),
                }),
                unit_price: onBasis(line.unit_price),
              })}
              <span className={classes.note}>{shortDate(line.day, language)}</span>
            </th>
            <td>{money(line.amount)}</td>
          </tr>
        ))}
        {seats > 1 && (
          <tr>
            <th scope="row">{t('trail.typed.seats', { sum: money(sum), count: seats })}</th>
            <td>{money(sum * seats)}</td>
          </tr>
        )}
        {trail.discount > 0 && (
          <tr>
            <th scope="row">{t('trail.typed.discount')}</th>
            <td>{money(-trail.discount)}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('trail.typed.sum')}</th>
          <td>{onBasis(trail.typed - trail.discount)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
