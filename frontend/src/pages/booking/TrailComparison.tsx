import { Alert, List, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PriceTrail } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { Notice } from '@/ui/Notice'
import classes from './PriceTrail.module.css'
import { amountRows, type Printed } from './trail'

/** The booking and its documents side by side, each amount ticked or crossed. */
export function TrailComparison({ trail }: { trail: PriceTrail }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <>
      <table className={`${classes.table} ${classes.compared}`}>
        <caption>
          <h3 className={classes.title}>{t('trail.compare.title')}</h3>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('trail.compare.what')}</th>
            <th scope="col">{t('trail.compare.booking')}</th>
            {trail.documents.map(({ number, kind }) => (
              <th scope="col" key={number}>
                {t(`documents.kind.${kind}`)}
                <span className={classes.note}>{number}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {amountRows(trail).map(({ amount, booking, printed }) => (
            <tr key={amount} data-total={amount === 'ttc'}>
              <th scope="row">{t(`trail.compare.${amount}`)}</th>
              <td data-label={t('trail.compare.booking')}>{euros(booking, language)}</td>
              {printed.map((one) => (
                <PrintedCell key={one.number} printed={one} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Verdict trail={trail} />
    </>
  )
}

function PrintedCell({ printed: { number, cents, same } }: { printed: Printed }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <td data-label={number} data-same={same}>
      <span>
        {euros(cents, language)}{' '}
        {same ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
        <VisuallyHidden>{t(same ? 'trail.compare.same' : 'trail.compare.differs')}</VisuallyHidden>
      </span>
    </td>
  )
}

function Verdict({ trail: { documents, differences } }: { trail: PriceTrail }) {
  const { t } = useTranslation()
  if (differences.length > 0) {
    return (
      <Alert
        role="alert"
        color="red"
        icon={<IconAlertTriangle aria-hidden />}
        title={t('trail.difference.title')}
      >
        <List size="sm" mb="xs">
          {differences.map(({ document, what }) => (
            <List.Item key={`${document} ${what}`}>
              {t(`trail.difference.${what}`, { document })}
            </List.Item>
          ))}
        </List>
        <Text size="sm">{t('trail.difference.next')}</Text>
      </Alert>
    )
  }
  const count = documents.length
  if (count === 0) return <Text c="dimmed">{t('trail.compare.none')}</Text>
  return <Notice>{t('trail.compare.all_same', { count })}</Notice>
}
