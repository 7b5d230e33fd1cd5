import { Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conflict } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { BookingStatus } from '@/pages/booking/BookingStatus'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import type { ConflictChoice } from './Blocking'
import classes from './ConflictDialog.module.css'

interface Props {
  conflicts: readonly Conflict[]
  zone: string
  onClose: () => void
  send: (key: string, choice: ConflictChoice) => Promise<void>
}

const isChoice = (value: string): value is ConflictChoice =>
  value === 'keep' || value === 'cancel_and_refund'

/** Everything that lies under the blocks, and what the host wants of it. */
export function ConflictDialog({ conflicts, zone, onClose, send }: Props) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  const [choice, setChoice] = useState<ConflictChoice | null>(null)
  return (
    <Confirm
      opened
      onClose={onClose}
      title={t('planning.conflicts.title', { count: conflicts.length })}
      action={t('planning.conflicts.action')}
      danger={choice === 'cancel_and_refund'}
      disabled={choice === null}
      body={choice}
      send={async (key) => choice && send(key, choice)}
      onDone={() => undefined}
    >
      <ul className={classes.conflicts}>
        {conflicts.map((one) => (
          <li key={one.id}>
            <Text fw={600}>{one.who ?? t('host.unknown_person')}</Text>
            <Text size="sm">
              {one.room_name} · {span(one.start, one.end, zone)}
            </Text>
            <div className={classes.state}>
              <BookingStatus status={one.status} />
              {one.total === 0 ? t('money.free') : <Amount cents={one.total} />}
            </div>
          </li>
        ))}
      </ul>
      <Radio.Group
        label={t('planning.conflicts.question')}
        value={choice}
        onChange={(value) => setChoice(isChoice(value) ? value : null)}
      >
        <Stack gap="sm" mt="xs">
          <Radio
            value="keep"
            label={t('planning.conflicts.keep')}
            description={t('planning.conflicts.keep_means')}
          />
          <Radio
            value="cancel_and_refund"
            label={t('planning.conflicts.cancel')}
            description={t('planning.conflicts.cancel_means')}
          />
        </Stack>
      </Radio.Group>
    </Confirm>
  )
}
