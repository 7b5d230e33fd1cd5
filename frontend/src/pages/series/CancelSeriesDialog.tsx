import { Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { CancellationScope, Series } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { type Loss, losses, sumOf, within } from './dates'
import classes from './Series.module.css'
import { useWallWords } from './useWallWords'

interface Props {
  series: Series
  /** The booking of the date to begin with; empty for the whole series. */
  from: string
  onClose: () => void
  onCancelled: (series: Series) => void
}

/** One date, this and those after it, or all; with what comes back of each before it is done. */
export function CancelSeriesDialog({ series, from, onClose, onCancelled }: Props) {
  const { t } = useTranslation()
  const [scope, setScope] = useState<CancellationScope>(from ? 'one' : 'all')
  const all = losses(series.dates)
  const chosen = within(all, scope, from)
  const request = series.waits
  const body = { scope, booking_id: scope === 'all' ? '' : from }
  const count = chosen.length
  const whole = t(request ? 'series.cancel.title_request' : 'series.cancel.title_all')
  const title = from && !request ? t('series.cancel.title') : whole

  async function cancel(key: string) {
    const params = { path: { series_id: series.id }, header: keyed(key) }
    onCancelled(await take(api.POST('/series/{series_id}/cancellation', { params, body })))
  }

  return (
    <Confirm
      opened
      onClose={onClose}
      title={title}
      action={request ? t('series.page.cancel_request') : t('series.cancel.action', { count })}
      danger
      disabled={!request && count === 0}
      body={body}
      send={cancel}
      onDone={() =>
        tell(request ? t('series.cancel.done_request') : t('series.cancel.done', { count }))
      }
    >
      {request ? (
        <Text>{t('series.cancel.request')}</Text>
      ) : (
        <>
          {from && <Scopes all={all} from={from} value={scope} onChange={setScope} />}
          <Losses chosen={chosen} />
        </>
      )}
    </Confirm>
  )
}

interface ScopesProps {
  all: Loss[]
  from: string
  value: CancellationScope
  onChange: (scope: CancellationScope) => void
}

function Scopes({ all, from, value, onChange }: ScopesProps) {
  const { t } = useTranslation()
  const following = within(all, 'following', from).length
  return (
    <Radio.Group
      label={t('series.cancel.which')}
      value={value}
      onChange={(scope) => onChange(scope === 'following' || scope === 'all' ? scope : 'one')}
    >
      <Stack gap="sm" mt="xs">
        <Radio value="one" label={t('series.cancel.one')} />
        <Radio value="following" label={t('series.cancel.following', { count: following })} />
        <Radio value="all" label={t('series.cancel.all', { count: all.length })} />
      </Stack>
    </Radio.Group>
  )
}

function Losses({ chosen }: { chosen: Loss[] }) {
  const { t } = useTranslation()
  const { day } = useWallWords()
  const back = sumOf(chosen, 'back')
  const stays = sumOf(chosen, 'stays')
  return (
    <div aria-live="polite">
      <ul className={classes.list} aria-label={t('series.cancel.back')}>
        {chosen.map((one) => (
          <li key={one.bookingId} className={classes.row}>
            <Text size="sm">{day(one.date.start)}</Text>
            {one.back + one.stays === 0 ? (
              <Text size="sm" c="dimmed">
                {t('series.cancel.unpaid')}
              </Text>
            ) : (
              <Amount cents={one.back} basis="TTC" />
            )}
          </li>
        ))}
      </ul>
      <Stack gap="xs" mt="sm">
        <Group justify="space-between">
          <Text fw={550}>{t('series.cancel.back_total')}</Text>
          <Amount cents={back} basis="TTC" strong />
        </Group>
        {stays > 0 && (
          <Group justify="space-between">
            <Text size="sm">{t('series.cancel.stays')}</Text>
            <Amount cents={stays} basis="TTC" />
          </Group>
        )}
      </Stack>
    </div>
  )
}
