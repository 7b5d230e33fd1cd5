import { Button, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettlementMonth } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { monthWords } from '@/pages/payouts/months'
import { readersZone } from '@/time/format'
import { useNow } from '@/time/useNow'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { leads, useHostRole } from '../rights'
import { contest, monthQuery, monthsKey, payoutsKey } from './queries'

interface Props {
  hostId: string
  month: SettlementMonth
}

const SHORTEST = 3

/** « Contester cette facture », while there is time. */
export function Contest({ hostId, month }: Props) {
  const { t } = useTranslation()
  const role = useHostRole(hostId)
  const { moment } = useTimeWords()
  const now = useNow()
  const [opened, { open, close }] = useDisclosure(false)
  const until = month.contest_until
  if (!leads(role)) return null
  if (month.state !== 'closed' || !until || Date.parse(until) <= now) return null
  return (
    <Stack align="flex-start" gap="sm">
      <Text>{t('payouts.contest.until', { moment: moment(until, readersZone()) })}</Text>
      <Button variant="default" onClick={open}>
        {t('payouts.contest.open')}
      </Button>
      <ContestDialog hostId={hostId} month={month} opened={opened} onClose={close}>
        {t('payouts.contest.until', { moment: moment(until, readersZone()) })}
      </ContestDialog>
    </Stack>
  )
}

interface DialogProps extends Props {
  opened: boolean
  onClose: () => void
  /** Until when it is possible. */
  children: string
}

function ContestDialog({ hostId, month, opened, onClose, children }: DialogProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const said = reason.trim()

  async function send(key: string) {
    const contested = await contest(hostId, month.month, said, key)
    queries.setQueryData(monthQuery(hostId, month.month).queryKey, contested)
    await queries.invalidateQueries({ queryKey: monthsKey(hostId) })
    void queries.invalidateQueries({ queryKey: [...payoutsKey(hostId), 'lines', month.month] })
  }

  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={t('payouts.contest.title', { month: monthWords(month.month, language) })}
      action={t('payouts.contest.action')}
      danger
      disabled={said.length < SHORTEST}
      body={said}
      send={send}
      onDone={() => tell(t('payouts.contest.done'))}
    >
      <Text>{t('payouts.contest.text')}</Text>
      <Text>{children}</Text>
      <Textarea
        label={t('payouts.contest.reason')}
        required
        withAsterisk={false}
        maxLength={1000}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Confirm>
  )
}
