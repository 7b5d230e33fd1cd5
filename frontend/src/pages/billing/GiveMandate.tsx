import { Button, Checkbox, List, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Attempt } from '@/api/attempt'
import { api, keyed, take } from '@/api/client'
import { asProblem } from '@/api/problem'
import type { BillingSettings, MandatePage } from '@/api/shapes'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { tell } from '@/ui/tell'
import { mandateKey } from './queries'
import { TermsLink } from './TermsLink'
import { useMissingWords } from './useMissingWords'

interface Props {
  hostId: string
  page: MandatePage
  entity: BillingSettings['entity']
  onGiven: (page: MandatePage) => Promise<void>
}

/** « J’ai lu… », and the button: for the company that the saved settings name. */
export function GiveMandate({ hostId, page, entity, onGiven }: Props) {
  const { t } = useTranslation()
  const words = useMissingWords()
  const give = useGiving(hostId, page, onGiven)
  if (page.missing.length > 0) {
    return (
      <div>
        <Text>{t('billing.mandate.settings_first')}</Text>
        <List>
          {page.missing.map((code) => (
            <List.Item key={code}>{words(code)}</List.Item>
          ))}
        </List>
      </div>
    )
  }
  return (
    <Stack align="flex-start">
      <Text>{t('billing.mandate.given_by', { company: entity.name, siren: entity.siren })}</Text>
      <TermsLink terms={page.terms} />
      <Checkbox
        id="mandate-read"
        label={t('billing.mandate.read')}
        checked={give.read}
        error={give.unread && t('billing.mandate.read_first')}
        onChange={({ currentTarget }) => give.setRead(currentTarget.checked)}
      />
      <ProblemAlert error={give.error} />
      <Button loading={give.busy} onClick={give.send}>
        {t('billing.mandate.accept')}
      </Button>
    </Stack>
  )
}

function useGiving(hostId: string, page: MandatePage, onGiven: Props['onGiven']) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const attempt = useRef<Attempt>(null)
  const [read, setRead] = useState(false)
  const [unread, setUnread] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  async function send() {
    setUnread(!read)
    if (!read) return document.getElementById('mandate-read')?.focus()
    attempt.current ??= new Attempt()
    setBusy(true)
    setError(null)
    try {
      const body = { version: page.text.text_version }
      const params = { path: { host_id: hostId }, header: keyed(attempt.current.keyFor(body)) }
      const given = await take(api.POST('/hosts/{host_id}/mandate', { params, body }))
      attempt.current.renew()
      await onGiven(given)
      tell(t('billing.mandate.accepted'))
    } catch (told) {
      setError(told)
      // Another text, or other settings: both are on the page that comes.
      if (asProblem(told).status === 409) {
        void queries.invalidateQueries({ queryKey: mandateKey(hostId) })
      }
    } finally {
      setBusy(false)
    }
  }

  return {
    read,
    setRead: (now: boolean) => {
      setRead(now)
      setUnread(false)
    },
    unread,
    busy,
    error,
    send,
  }
}
