import { Stack, Text } from '@mantine/core'
import { IconCalendarDollar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MonthSummary } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { useLanguage } from '@/i18n/useLanguage'
import { Amount } from '@/money/Amount'
import { settingsQuery } from '@/pages/billing/queries'
import { MonthStatus } from '@/pages/payouts/MonthStatus'
import { monthTitle } from '@/pages/payouts/months'
import { plainDate } from '@/time/format'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { ButtonLink } from '@/ui/links'
import { Section } from '@/ui/Section'
import classes from './payouts.module.css'
import { fetchMonths, monthsKey } from './queries'

/** The host’s months, the newest first. */
export function MonthList({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const months = usePages(monthsKey(hostId), fetchMonths(hostId))
  return (
    <Section title={t('payouts.months.title')}>
      <List pages={months} empty={<NoMonth hostId={hostId} />}>
        {(items) => (
          <ul className={classes.months}>
            {items.map((month) => (
              <Month key={month.month} hostId={hostId} month={month} />
            ))}
          </ul>
        )}
      </List>
    </Section>
  )
}

function Month({ hostId, month }: { hostId: string; month: MonthSummary }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <li className={classes.month}>
      <Stack gap={2} className={classes.words}>
        <Link
          to="/hote/$hostId/versements/$month"
          params={{ hostId, month: month.month }}
          className={classes.link}
        >
          {monthTitle(month.month, language)}
        </Link>
        <Text size="sm" c="dimmed">
          {t('payouts.months.count', { count: month.count })}
        </Text>
        {month.payday && (
          <Text size="sm">
            {t('payouts.months.payday', { day: plainDate(month.payday, language) })}
          </Text>
        )}
      </Stack>
      <div className={classes.state}>
        <Amount cents={month.ht} basis="HT" strong />
        <MonthStatus state={month.state} />
      </div>
    </li>
  )
}

/** How and when one is paid, in the host’s own mode. */
function NoMonth({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const mode = useQuery(settingsQuery(hostId)).data?.mode
  return (
    <Empty
      icon={<IconCalendarDollar size={28} />}
      action={
        mode ? (
          <ButtonLink to="/hote/$hostId/reservations" params={{ hostId }}>
            {t('payouts.months.see_bookings')}
          </ButtonLink>
        ) : (
          <ButtonLink to="/hote/$hostId/profil" params={{ hostId }} hash="modes">
            {t('payouts.months.choose_mode')}
          </ButtonLink>
        )
      }
    >
      {mode ? t(`payouts.months.empty_${mode}`) : t('payouts.months.empty')}
    </Empty>
  )
}
