import { Stack, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconHourglass,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettlementLine, SettlementMonth } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { useLanguage } from '@/i18n/useLanguage'
import { Amount } from '@/money/Amount'
import { euros, percent } from '@/money/money'
import { plainDate } from '@/time/format'
import { useNow } from '@/time/useNow'
import { List } from '@/ui/List'
import { Section } from '@/ui/Section'
import { Status, type Tone } from '@/ui/Status'
import { whereabouts } from './lineState'
import classes from './payouts.module.css'
import { fetchLines, linesKey } from './queries'
import { SheetButton } from './SheetButton'

interface Props {
  hostId: string
  month: SettlementMonth
}

const COLUMNS = ['typed', 'ht', 'vat', 'ttc', 'commission', 'net'] as const

/** Each booking of a month, from the typed price to the bank. */
export function Lines({ hostId, month }: Props) {
  const { t } = useTranslation()
  const lines = usePages(linesKey(hostId, month.month), fetchLines(hostId, month.month))
  const total = lines.data?.pages[0]?.total
  return (
    <Section
      title={t('payouts.month.lines')}
      {...(total && { lead: t('payouts.month.lines_total', { count: total }) })}
    >
      <Stack>
        <List pages={lines} empty={<Text>{t('payouts.month.lines_empty')}</Text>}>
          {(items) => (
            <table className={`${classes.table} ${classes.wide}`}>
              <thead>
                <tr>
                  <th scope="col">{t('payouts.column.booking')}</th>
                  {COLUMNS.map((column) => (
                    <th key={column} scope="col" className={classes.figure}>
                      {t(`payouts.column.${column}`)}
                    </th>
                  ))}
                  <th scope="col">{t('payouts.column.way')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((line) => (
                  <Row key={line.booking_id} hostId={hostId} month={month} line={line} />
                ))}
              </tbody>
            </table>
          )}
        </List>
        <SheetButton hostId={hostId} month={month.month} />
      </Stack>
    </Section>
  )
}

interface RowProps extends Props {
  line: SettlementLine
}

function Row({ hostId, month, line }: RowProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { gross, commission, basis } = line
  return (
    <tr>
      <th scope="row">
        <Link
          to="/hote/$hostId/reservations/$bookingId"
          params={{ hostId, bookingId: line.booking_id }}
          className={classes.link}
        >
          {line.label}
        </Link>
        <Ended wall={line.ends} />
      </th>
      <Figure column="typed">
        <Amount cents={line.typed} {...(basis && { basis })} />
      </Figure>
      <Figure column="ht">{gross && <Amount cents={gross.ht} />}</Figure>
      <Figure column="vat">{gross && <Amount cents={gross.vat} />}</Figure>
      <Figure column="ttc">{gross && <Amount cents={gross.ttc} />}</Figure>
      <Figure column="commission">
        {commission && (
          <>
            <Amount cents={commission.ttc} />
            <span className={classes.small}>
              {t('payouts.line.rate', { rate: percent(line.commission_rate, language) })}
            </span>
          </>
        )}
      </Figure>
      <Figure column="net">
        {line.net !== null && <Amount cents={line.net} strong />}
        {line.recovered > 0 && (
          <span className={classes.small}>
            {t('payouts.line.recovered', { amount: euros(line.recovered, language) })}
          </span>
        )}
      </Figure>
      <td>
        <Way month={month} line={line} />
      </td>
    </tr>
  )
}

interface FigureProps {
  column: (typeof COLUMNS)[number]
  children: ReactNode
}

/** A dash where nothing is owed any more. */
function Figure({ column, children }: FigureProps) {
  const { t } = useTranslation()
  const filled = Array.isArray(children) ? children.some(Boolean) : Boolean(children)
  return (
    <td data-label={t(`payouts.column.${column}`)} className={classes.figure}>
      {filled ? children : '–'}
    </td>
  )
}

/** `2026-10-05T14:00`, as the clocks of the space show it. */
function Ended({ wall }: { wall: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <span className={classes.small}>
      {t('payouts.line.ended', {
        day: plainDate(wall.slice(0, 10), language),
        clock: wall.slice(11, 16),
      })}
    </span>
  )
}

const size = 16

const ICONS: Record<Tone, ReactNode> = {
  quiet: <IconCircleDashed size={size} />,
  waiting: <IconHourglass size={size} />,
  good: <IconCircleCheck size={size} />,
  bad: <IconAlertTriangle size={size} />,
}

function Way({ month, line }: Omit<RowProps, 'hostId'>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useNow(60_000)
  const { way, tone, day } = whereabouts(line, month, now)
  return (
    <>
      <Status tone={tone} icon={ICONS[tone]} wraps>
        {t(`payouts.way.${way}`, { day: day ? plainDate(day, language) : '' })}
      </Status>
      {line.refunded > 0 && (
        <span className={classes.small}>
          {t('payouts.line.refunded', { amount: euros(line.refunded, language) })}
        </span>
      )}
      {line.transfer && (
        <span className={classes.small}>{t('payouts.line.transfer', { id: line.transfer })}</span>
      )}
      {line.payout && <span className={classes.small}>{payoutWords(line.payout)}</span>}
    </>
  )

  function payoutWords({ number, arrives_on }: NonNullable<SettlementLine['payout']>): string {
    if (!arrives_on) return t('payouts.line.payout', { number })
    return t('payouts.line.payout_arrives', { number, day: plainDate(arrives_on, language) })
  }
}
