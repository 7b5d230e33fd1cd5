import { useTranslation } from 'react-i18next'
import type { DocumentSums } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import classes from './Sums.module.css'

/** HT, tax and TTC of several documents. */
export function Sums({ sums, counted = false }: { sums: DocumentSums; counted?: boolean }) {
  const { t } = useTranslation()
  return (
    <dl className={classes.sums}>
      {counted && (
        <div>
          <dt>{t('documents.sums.count')}</dt>
          <dd>{sums.count}</dd>
        </div>
      )}
      <div>
        <dt>{t('documents.column.ht')}</dt>
        <dd>
          <Amount cents={sums.ht} />
        </dd>
      </div>
      <div>
        <dt>{t('money.vat')}</dt>
        <dd>
          <Amount cents={sums.vat} />
        </dd>
      </div>
      <div>
        <dt>{t('documents.column.ttc')}</dt>
        <dd>
          <Amount cents={sums.ttc} strong />
        </dd>
      </div>
    </dl>
  )
}
