import { Text } from '@mantine/core'
import { IconBuildingBank } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Payout } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { useLanguage } from '@/i18n/useLanguage'
import { Amount } from '@/money/Amount'
import { sellersToday } from '@/pages/documents/period'
import { plainDate } from '@/time/format'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { Section } from '@/ui/Section'
import { failureOf } from './failure'
import { PayoutStatus } from './PayoutStatus'
import classes from './payouts.module.css'
import { fetchPayouts, payoutListKey } from './queries'

/** What went to the host’s bank, the newest first: a table on a desk, cards on a telephone. */
export function PayoutList({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const payouts = usePages(payoutListKey(hostId), fetchPayouts(hostId))
  return (
    <Section title={t('payouts.list.title')}>
      <List
        pages={payouts}
        empty={<Empty icon={<IconBuildingBank size={28} />}>{t('payouts.list.empty')}</Empty>}
      >
        {(items) => (
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('payouts.list.number')}</th>
                <th scope="col">{t('payouts.list.date')}</th>
                <th scope="col" className={classes.figure}>
                  {t('payouts.list.amount')}
                </th>
                <th scope="col">{t('payouts.list.state')}</th>
                <th scope="col">{t('payouts.list.arrival')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((payout) => (
                <Row key={payout.number} payout={payout} />
              ))}
            </tbody>
          </table>
        )}
      </List>
    </Section>
  )
}

function Row({ payout }: { payout: Payout }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { number, amount, state, created_at, arrives_on, failure } = payout
  const failed = state === 'failed'
  return (
    <tr>
      <th scope="row">{t('payouts.list.named', { number })}</th>
      <td data-label={t('payouts.list.date')}>
        <time dateTime={created_at}>
          {plainDate(sellersToday(Date.parse(created_at)), language)}
        </time>
      </td>
      <td data-label={t('payouts.list.amount')} className={classes.figure}>
        <Amount cents={amount} strong />
      </td>
      <td>
        <PayoutStatus state={state} />
        {failed && (
          <Text size="sm" mt={4}>
            {t(`payouts.failure.${failureOf(failure)}`, { code: failure })}
          </Text>
        )}
      </td>
      <td data-label={t('payouts.list.arrival')}>
        {failed && '–'}
        {!failed &&
          (arrives_on ? (
            <time dateTime={arrives_on}>{plainDate(arrives_on, language)}</time>
          ) : (
            t('payouts.list.unknown')
          ))}
      </td>
    </tr>
  )
}
