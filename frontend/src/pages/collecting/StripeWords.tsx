import { List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Collection } from '@/api/shapes'
import { FieldLink } from '@/pages/billing/MissingNotice'
import { useMissingWords } from '@/pages/billing/useMissingWords'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { familiesOf } from './requirements'

/** What the state means, and whose turn it is. */
export function Meaning({ collection }: { collection: Collection }) {
  const { t } = useTranslation()
  const { state, can_receive, waits_for } = collection
  const begins = state === 'none' || state === 'to_finish'
  return (
    <Stack gap="xs" maw="70ch">
      <Text>{t(`collecting.meaning.${state}`)}</Text>
      {begins && <Text>{t('collecting.who')}</Text>}
      {state === 'active' && !can_receive && <Text>{t('collecting.almost')}</Text>}
      {state === 'restricted' && (
        <Text>{t(waits_for.length > 0 ? 'collecting.give' : 'collecting.ask_stripe')}</Text>
      )}
    </Stack>
  )
}

/** What Stripe waits for, each thing once, and until when. */
export function WaitsFor({ codes, dueBy }: { codes: readonly string[]; dueBy: string | null }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  if (codes.length === 0) return null
  return (
    <div>
      <Text>{t('collecting.waits_for')}</Text>
      <List>
        {familiesOf(codes).map((family) => (
          <List.Item key={family}>{t(`collecting.family.${family}`)}</List.Item>
        ))}
      </List>
      {dueBy && (
        <Text fw={550} mt="xs">
          {t('collecting.due_by', { moment: moment(dueBy, readersZone()) })}
        </Text>
      )}
    </div>
  )
}

interface SettingsFirstProps {
  id: string
  missing: readonly string[]
}

/** Why the account cannot be opened yet, each reason leading to its field. */
export function SettingsFirst({ id, missing }: SettingsFirstProps) {
  const { t } = useTranslation()
  const words = useMissingWords()
  return (
    <div id={id}>
      <Text>{t('collecting.settings_first')}</Text>
      <List>
        {missing.map((code) => (
          <List.Item key={code}>
            <FieldLink code={code}>{words(code)}</FieldLink>
          </List.Item>
        ))}
      </List>
    </div>
  )
}
