import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import classes from './Amount.module.css'
import { type Basis, euros } from './money'

interface Props {
  cents: number
  basis?: Basis
  strong?: boolean
}

/** A sum with its basis, in figures that line up under each other. */
export function Amount({ cents, basis, strong = false }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <span className={classes.amount} data-strong={strong || undefined}>
      {euros(cents, language)}
      {basis && <span className={classes.basis}> {t(`money.${basis}`)}</span>}
    </span>
  )
}
