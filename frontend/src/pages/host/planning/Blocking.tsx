import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Attempt } from '@/api/attempt'
import { api, keyed, take } from '@/api/client'
import type { BlocksMade, Conflict, Planning } from '@/api/shapes'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { tell } from '@/ui/tell'
import type { Stretch } from './axis'
import classes from './Blocking.module.css'
import { ConflictDialog } from './ConflictDialog'
import { RoomChoice } from './RoomChoice'
import { SpanFields } from './SpanFields'
import { usePlanningWords } from './usePlanningWords'
import { instantAt, type WallSpan, wallSpan } from './wallSpan'

export const ALL = 'all'

export interface Chosen {
  room: string
  slots: Stretch[]
}

export type ConflictChoice = 'keep' | 'cancel_and_refund'

interface Props {
  hostId: string
  spaceId: string
  planning: Planning
  chosen: Chosen
  /** What the form begins with. */
  first: WallSpan
  onChange: (chosen: Chosen) => void
  onClose: () => void
  onBlocked: () => void
}

/** Chooses rooms and slots to keep out of sale: by dragging over the planning, or here. */
export function Blocking({
  hostId,
  spaceId,
  planning,
  chosen,
  first,
  onChange,
  onClose,
  onBlocked,
}: Props) {
  const { t } = useTranslation()
  const zone = planning.timezone
  const words = usePlanningWords(zone)
  const [span, setSpan] = useState(first)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [conflicts, setConflicts] = useState<Conflict[]>([])
  const attempt = useRef<Attempt>(null)
  const path = { host_id: hostId, space_id: spaceId }
  const rooms = chosen.room === ALL ? (ALL as 'all') : [chosen.room]
  const plan = { rooms, periods: chosen.slots.map((slot) => wallSpan(slot, zone)) }
  const typed = { start: instantAt(span.start, zone), end: instantAt(span.end, zone) }

  const block = async (key: string, choice: ConflictChoice | null): Promise<BlocksMade> =>
    take(
      api.POST('/hosts/{host_id}/spaces/{space_id}/blocks', {
        params: { path, header: keyed(key) },
        body: {
          ...plan,
          reason: reason.trim(),
          conflicts: choice,
          seen: conflicts.map(({ id }) => id),
        },
      }),
    )

  function done({ left }: BlocksMade) {
    tell(t('planning.block.done'))
    if (left.length > 0) tell(t('planning.block.left', { count: left.length }))
    onBlocked()
  }

  async function save() {
    attempt.current ??= new Attempt()
    setBusy(true)
    setError(null)
    try {
      const found = await take(
        api.POST('/hosts/{host_id}/spaces/{space_id}/blocks/preview', {
          params: { path },
          body: plan,
        }),
      )
      setConflicts(found.conflicts)
      if (found.conflicts.length === 0) {
        done(await block(attempt.current.keyFor({ ...plan, reason }), null))
      }
    } catch (told) {
      setError(told)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Section title={t('planning.block.title')} lead={t('planning.block.lead')}>
      <Stack>
        <div className={classes.fields}>
          <RoomChoice
            rooms={planning.rooms}
            all={ALL}
            value={chosen.room}
            onChange={(room) => onChange({ ...chosen, room })}
          />
          <TextInput
            label={t('planning.block.reason')}
            maxLength={200}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <SpanFields value={span} onChange={setSpan} />
          <Button
            variant="default"
            disabled={typed.end <= typed.start}
            onClick={() => onChange({ ...chosen, slots: [...chosen.slots, typed] })}
          >
            {t('planning.block.add')}
          </Button>
        </div>
        {chosen.slots.length === 0 ? (
          <Text c="dimmed">{t('planning.block.none')}</Text>
        ) : (
          <ul className={classes.slots}>
            {chosen.slots.map((slot) => {
              const when = words.span(iso(slot.start), iso(slot.end), zone)
              return (
                <li key={`${slot.start}-${slot.end}`}>
                  {when}
                  <ActionIcon
                    size={44}
                    variant="subtle"
                    aria-label={t('planning.block.remove', { when })}
                    onClick={() =>
                      onChange({ ...chosen, slots: chosen.slots.filter((one) => one !== slot) })
                    }
                  >
                    <IconX size={18} aria-hidden />
                  </ActionIcon>
                </li>
              )
            })}
          </ul>
        )}
        <ProblemAlert error={error} />
        <Group>
          <Button loading={busy} disabled={chosen.slots.length === 0} onClick={save}>
            {t('common.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common.back')}
          </Button>
        </Group>
      </Stack>
      {conflicts.length > 0 && (
        <ConflictDialog
          conflicts={conflicts}
          zone={zone}
          onClose={() => setConflicts([])}
          send={async (key, choice) => done(await block(key, choice))}
        />
      )}
    </Section>
  )
}

const iso = (instant: number) => new Date(instant).toISOString()
