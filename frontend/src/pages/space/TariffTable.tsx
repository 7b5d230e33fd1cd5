import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type RoomTariff, type SoldAs, UNITS } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { type Basis, bothSides, euros, percent } from '@/money/money'
import classes from './TariffTable.module.css'

/** What a room costs, both sides of the tax, plainly; the typed side alone while the tax is not known. */
export function TariffTable({ tariff, soldAs }: { tariff: RoomTariff | null; soldAs: SoldAs }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (!tariff) return <Text fw={600}>{t('money.free')}</Text>
  const { basis, vat_rate } = tariff
  const shown: Basis[] = vat_rate === null ? [basis] : ['HT', 'TTC']
  const side = (cents: number, one: Basis) => {
    if (vat_rate === null) return cents
    const { ht, ttc } = bothSides(cents, basis, vat_rate)
    return one === 'HT' ? ht : ttc
  }
  const sold = UNITS.flatMap((unit) => {
    const cents = tariff[unit]
    return cents == null ? [] : [{ unit, cents }]
  })
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{soldAs === 'seat' ? t('space.per_seat') : t('space.prices')}</th>
          {shown.map((one) => (
            <th key={one} scope="col">
              {t(`money.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sold.map(({ unit, cents }) => (
          <tr key={unit}>
            <th scope="row">{t(`space.per.${unit}`)}</th>
            {shown.map((one) => (
              <td key={one} className={one === shown.at(-1) ? classes.ttc : undefined}>
                {euros(side(cents, one), language)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {vat_rate !== null && (
        <caption className={classes.caption}>
          {t('money.vat_rate', { rate: percent(vat_rate, language) })}
        </caption>
      )}
    </table>
  )
}
