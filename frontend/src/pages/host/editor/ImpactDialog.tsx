import { Checkbox, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Impact, ImpactChoice } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { Confirm } from '@/ui/Confirm'
import { TouchedList } from './Touched'

type Choice = ImpactChoice['choice']

interface Props {
  hostId: string
  impact: Impact
  zone: string
  onClose: () => void
  send: (choice: ImpactChoice) => Promise<void>
}

const isChoice = (value: string): value is Choice =>
  value === 'keep' || value === 'cancel_and_refund'

const ACTIONS = {
  keep: 'impact.save_and_keep',
  cancel_and_refund: 'impact.save_and_cancel',
} as const

/** What an edit touches, before anything is saved: the host keeps it all, or ends it all and gives the money back. */
export function ImpactDialog({ hostId, impact, zone, onClose, send }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [choice, setChoice] = useState<Choice | null>(null)
  const [reason, setReason] = useState('')
  const [sure, setSure] = useState(0)
  const cancels = choice === 'cancel_and_refund'
  const tooMany = impact.total > impact.may_end
  const seen = impact.bookings.map(({ id }) => id)
  return (
    <Confirm
      opened
      onClose={onClose}
      title={t('impact.title', { count: impact.total })}
      action={t(choice ? ACTIONS[choice] : 'impact.save')}
      danger={cancels}
      disabled={choice === null || (cancels && sure !== impact.total)}
      body={[choice, reason, seen]}
      send={async () => choice && send({ choice, seen, reason: cancels ? reason.trim() : '' })}
      onDone={() => undefined}
    >
      <Text size="sm">{t('impact.lead')}</Text>
      <TouchedList hostId={hostId} impact={impact} zone={zone} />
      <Radio.Group
        label={t('impact.question')}
        value={choice}
        onChange={(value) => setChoice(isChoice(value) ? value : null)}
      >
        <Stack gap="sm" mt="xs">
          <Radio value="keep" label={t('impact.keep')} description={t('impact.keep_means')} />
          <Radio
            value="cancel_and_refund"
            label={t('impact.cancel')}
            description={
              tooMany ? t('impact.too_many', { most: impact.may_end }) : t('impact.cancel_means')
            }
            disabled={tooMany}
          />
        </Stack>
      </Radio.Group>
      {cancels && (
        <>
          <Textarea
            label={`${t('impact.why')} (${t('common.optional')})`}
            maxLength={200}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <Checkbox
            // Of so many: where others came in between, it is asked again.
            checked={sure === impact.total}
            onChange={({ currentTarget }) => setSure(currentTarget.checked ? impact.total : 0)}
            label={t('impact.sure', {
              count: impact.total,
              amount: euros(impact.amount, language),
            })}
          />
        </>
      )}
    </Confirm>
  )
}
