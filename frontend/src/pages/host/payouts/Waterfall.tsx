import { useTranslation } from 'react-i18next'
import type { SettlementMonth } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import classes from './Waterfall.module.css'
import { barsOf, placed } from './waterfall'

/** The sum of a month, step by step. The bars say the same as the figures, for those who see them. */
export function Waterfall({ month }: { month: SettlementMonth }) {
  const { t } = useTranslation()
  return (
    <table className={classes.waterfall}>
      <thead>
        <tr>
          <th scope="col">{t('payouts.month.step')}</th>
          <th scope="col" className={classes.figure}>
            {t('payouts.month.amount')}
          </th>
          <td aria-hidden />
        </tr>
      </thead>
      <tbody>
        {placed(barsOf(month)).map(({ bar, x, width }) => (
          <tr key={bar.step} data-role={bar.role}>
            <th scope="row">{t(`payouts.month.steps.${bar.step}`)}</th>
            <td className={classes.figure}>
              <Amount cents={bar.cents} strong={bar.role === 'sum'} />
            </td>
            <td className={classes.picture} aria-hidden>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false" aria-hidden>
                <rect className={classes.bar} x={x} y={0} width={width} height={10} rx={0.6} />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
