import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SoldAs, Tariff } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { bothSides, euros, percent } from '@/money/money'
import classes from './TariffTable.module.css'

const UNITS = ['hour', 'half_day', 'day'] as const

/** What a room costs, both sides of the tax, plainly. */
export function TariffTable({ tariff, soldAs }: { tariff: Tariff | null; soldAs: SoldAs }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (!tariff) return <Text fw={600}>{t('money.free')}</Text>
  const sold = UNITS.flatMap((unit) => {
    const cents = tariff[unit]
    return cents == null ? [] : [{ unit, ...bothSides(cents, tariff.basis, tariff.vat_rate) }]
  })
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{soldAs === 'seat' ? t('space.per_seat') : t('space.prices')}</th>
          <th scope="col">{t('money.HT')}</th>
          <th scope="col">{t('money.TTC')}</th>
        </tr>
      </thead>
      <tbody>
        {sold.map(({ unit, ht, ttc }) => (
          <tr key={unit}>
            <th scope="row">{t(`space.per.${unit}`)}</th>
            <td>{euros(ht, language)}</td>
            <td className={classes.ttc}>{euros(ttc, language)}</td>
          </tr>
        ))}
      </tbody>
      <caption className={classes.caption}>
        {t('money.vat_rate', { rate: percent(tariff.vat_rate, language) })}
      </caption>
    </table>
  )
}
