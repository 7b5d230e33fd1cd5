import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Collection } from '@/api/shapes'
import { focusField } from '@/pages/billing/fields'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { type Action, actionsOf } from './actions'
import { CollectionStatus } from './CollectionStatus'
import classes from './collecting.module.css'
import { collectionQuery } from './queries'
import { Meaning, SettingsFirst, WaitsFor } from './StripeWords'
import { useReturn } from './useReturn'
import { useStripe } from './useStripe'

interface Props {
  hostId: string
  /** The account opened, or stands otherwise than before. */
  onChanged: () => void
}

/** « Méthodes d’encaissement »: where the host’s money goes. */
export function CollectionSection({ hostId, onChanged }: Props) {
  const { t } = useTranslation()
  const collection = useQuery(collectionQuery(hostId))
  return (
    <Section id="collection" title={t('collecting.title')} lead={t('collecting.lead')}>
      {collection.isPending && <Loading rows={1} height={160} />}
      <ProblemAlert error={collection.error} onRetry={() => collection.refetch()} />
      {collection.data && (
        <Stripe hostId={hostId} collection={collection.data} onChanged={onChanged} />
      )}
    </Section>
  )
}

interface StripeProps extends Props {
  collection: Collection
}

function Stripe({ hostId, collection, onChanged }: StripeProps) {
  const { t } = useTranslation()
  const heading = useId()
  const stripe = useStripe(hostId)
  useReturn({
    isOpen: collection.state !== 'none',
    // What loads above moves the section meanwhile.
    look: () => stripe.look(() => focusField('collection')),
    reopen: () => stripe.leave('reopen'),
  })
  useChange(collection, onChanged)
  return (
    <article className={classes.card} aria-labelledby={heading} tabIndex={-1} data-landing>
      <Stack>
        <Stack role="status" gap="sm">
          <Group gap="sm" className={classes.head}>
            <Title order={3} size="h4" id={heading}>
              Stripe
            </Title>
            <CollectionStatus state={collection.state} />
          </Group>
          <Meaning collection={collection} />
          <WaitsFor codes={collection.waits_for} dueBy={collection.due_by} />
        </Stack>
        <Text role="status" hidden={stripe.leaving !== 'reopen'}>
          {stripe.leaving === 'reopen' && t('collecting.reopening')}
        </Text>
        <ProblemAlert error={stripe.error} />
        <Buttons collection={collection} stripe={stripe} />
        <SeenAt instant={collection.seen_at} />
      </Stack>
    </article>
  )
}

interface ButtonsProps {
  collection: Collection
  stripe: ReturnType<typeof useStripe>
}

function Buttons({ collection, stripe }: ButtonsProps) {
  const { t } = useTranslation()
  const reasons = useId()
  const { missing } = collection
  const { look, looking, leave, leaving } = stripe
  const actions = actionsOf(collection)
  const lacks = actions.includes('activate') && missing.length > 0
  const isBusy = (action: Action) =>
    action === 'refresh'
      ? looking
      : leaving === action || (leaving === 'reopen' && action === 'finish')
  return (
    <Stack>
      {lacks && <SettingsFirst id={reasons} missing={missing} />}
      <Group gap="sm">
        {actions.map((action, place) => (
          <Button
            key={action}
            variant={place === 0 && action !== 'refresh' ? 'filled' : 'default'}
            loading={isBusy(action)}
            disabled={(action === 'activate' && lacks) || leaving !== null}
            aria-describedby={action === 'activate' && lacks ? reasons : undefined}
            onClick={() => (action === 'refresh' ? look() : leave(action))}
          >
            {t(`collecting.action.${action}`)}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}

function SeenAt({ instant }: { instant: string | null }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  if (!instant) return null
  return (
    <Text size="sm" c="dimmed">
      {t('collecting.seen_at', { moment: moment(instant, readersZone()) })}
    </Text>
  )
}

/** Whichever way the change was learnt: a click, Stripe's return, or the page that looks again. */
function useChange({ state, can_receive }: Collection, onChanged: () => void): void {
  const now = `${state} ${can_receive}`
  const before = useRef(now)
  const changed = useEffectEvent(onChanged)
  useEffect(() => {
    if (before.current === now) return
    before.current = now
    changed()
  }, [now])
}
