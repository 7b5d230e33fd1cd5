import { Alert, Button, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { BillingSettings, Mandate, MandatePage } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { tell } from '@/ui/tell'
import classes from './billing.module.css'
import { GiveMandate } from './GiveMandate'
import { mandateQuery } from './queries'
import { TextOf } from './TextOf'

interface Props {
  hostId: string
  settings: BillingSettings
  /** Only an owner gives or revokes it. */
  decides: boolean
  /** The mandate was given or revoked. */
  onChanged: (page: MandatePage) => Promise<void>
}

export function MandateSection({ hostId, settings, decides, onChanged }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const page = useQuery(mandateQuery(hostId, language))
  return (
    <Section id="mandate" title={t('billing.mandate.title')} lead={t('billing.mandate.lead')}>
      {page.isPending && <Loading rows={2} height={120} />}
      <ProblemAlert error={page.error} onRetry={() => page.refetch()} />
      {page.data && (
        <Stack>
          <Standing page={page.data} />
          {/* A text that scrolls is reached by the keyboard too. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
          <section className={classes.text} aria-label={t('billing.mandate.text')} tabIndex={0}>
            <TextOf text={page.data.text} order={3} />
          </section>
          {decides && mayGive(page.data) && (
            <GiveMandate
              key={page.data.text.text_version}
              hostId={hostId}
              page={page.data}
              entity={settings.entity}
              onGiven={onChanged}
            />
          )}
          {decides && mayRevoke(page.data) && <Revoke hostId={hostId} onRevoked={onChanged} />}
          <History mandates={page.data.history} />
        </Stack>
      )}
    </Section>
  )
}

const mayGive = ({ state }: MandatePage) => state.status !== 'active' || !state.is_current

const mayRevoke = ({ state }: MandatePage) =>
  state.status === 'active' || state.status === 'other_company'

const COLOURS = { none: 'gray', active: 'pine', revoked: 'red', other_company: 'orange' } as const

function Standing({ page: { state } }: { page: MandatePage }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const { status, mandate, is_current } = state
  const at = (instant: string | null | undefined) => (instant ? moment(instant, readersZone()) : '')
  const words = {
    none: () => t('billing.mandate.none'),
    active: () =>
      t('billing.mandate.active', {
        moment: at(mandate?.accepted_at),
        name: mandate?.signer_name,
      }),
    revoked: () => t('billing.mandate.revoked', { moment: at(mandate?.revoked_at) }),
    other_company: () =>
      t('billing.mandate.other_company', { company: mandate?.entity_name, siren: mandate?.siren }),
  }
  return (
    <Alert role="status" color={COLOURS[status]}>
      <Text>{words[status]()}</Text>
      {status === 'active' && !is_current && <Text>{t('billing.mandate.newer')}</Text>}
    </Alert>
  )
}

interface RevokeProps {
  hostId: string
  onRevoked: Props['onChanged']
}

function Revoke({ hostId, onRevoked }: RevokeProps) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)

  async function revoke(key: string) {
    const params = { path: { host_id: hostId }, header: keyed(key) }
    await onRevoked(await take(api.POST('/hosts/{host_id}/mandate/revocation', { params })))
  }

  return (
    <>
      <Button
        variant="default"
        c="var(--mantine-color-error)"
        onClick={open}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('billing.mandate.revoke')}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={t('billing.mandate.revoke_title')}
        action={t('billing.mandate.revoke')}
        danger
        send={revoke}
        onDone={() => tell(t('billing.mandate.revoke_done'))}
      >
        <Text>{t('billing.mandate.revoke_text')}</Text>
      </Confirm>
    </>
  )
}

function History({ mandates }: { mandates: readonly Mandate[] }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  if (mandates.length === 0) return null
  return (
    <details>
      <summary>{t('billing.mandate.history')}</summary>
      <ul>
        {mandates.map((mandate) => (
          <li key={mandate.accepted_at}>
            {t('billing.mandate.history_given', {
              version: mandate.mandate_version,
              moment: moment(mandate.accepted_at, readersZone()),
              name: mandate.signer_name,
              company: `${mandate.entity_name} (${mandate.siren})`,
            })}
            {mandate.revoked_at &&
              `, ${t('billing.mandate.history_ended', {
                moment: moment(mandate.revoked_at, readersZone()),
              })}`}
          </li>
        ))}
      </ul>
    </details>
  )
}
