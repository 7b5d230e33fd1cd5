import { Button, Group, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { SavedSpace, Space } from '@/api/shapes'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { tell } from '@/ui/tell'
import { useSubmit } from '@/ui/useSubmit'
import { historyKey, spaceQuery, spacesKey } from '../queries'
import { ContactSection } from './ContactSection'
import { GuestsSection } from './GuestsSection'
import { HoursSection } from './HoursSection'
import { ImpactDialog } from './ImpactDialog'
import { InfosSection } from './InfosSection'
import { PhotosSection } from './images/PhotosSection'
import { LeaveGuard } from './LeaveGuard'
import { PendingNotice } from './PendingNotice'
import { RoomsSection } from './RoomsSection'
import classes from './SpaceEditor.module.css'
import { StatusBanner } from './StatusBanner'
import { SubmitDialog } from './SubmitDialog'
import { newSpace, type SpaceFormValues, toBody, toForm } from './spaceForm'
import { useSaving } from './useSaving'

interface Props {
  hostId: string
  saved?: Space
}

/** One page for a space and its rooms, new or not. */
export function SpaceEditor({ hostId, saved }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [coming, setComing] = useState(0)
  const [asking, { open: ask, close }] = useDisclosure(false)
  const thenSubmit = useRef(false)
  const { question, ...saving } = useSaving(hostId)
  const form = useForm<SpaceFormValues>({ initialValues: saved ? toForm(saved) : newSpace() })

  function save(values: SpaceFormValues, key: string): Promise<Space | null> {
    const body = toBody(values)
    if (saved) return saving.save(saved, body)
    const params = { path: { host_id: hostId }, header: keyed(key) }
    return take(api.POST('/hosts/{host_id}/spaces', { params, body }))
  }

  function show(space: Space) {
    const values = toForm(
      space,
      form.getValues().rooms.map(({ key }) => key),
    )
    form.setInitialValues(values)
    form.setValues(values)
    form.resetDirty(values)
    queries.setQueryData(spaceQuery(hostId, space.id).queryKey, space)
    void queries.invalidateQueries({ queryKey: spacesKey(hostId) })
    void queries.invalidateQueries({ queryKey: historyKey(hostId, space.id) })
  }

  function updated(space: Space) {
    show(space)
    const waits = space.pending?.state === 'waiting'
    tell(t(waits ? 'editor.pending.saved' : saved ? 'editor.updated' : 'editor.saved'))
    if (thenSubmit.current) ask()
    thenSubmit.current = false
  }

  function chosen(done: SavedSpace) {
    updated(done)
    const { cancelled, left } = done
    if (cancelled.length > 0) tell(t('impact.cancelled', { count: cancelled.length }))
    if (left.length > 0) tell(t('impact.left', { count: left.length }))
  }

  const submit = useSubmit({
    form,
    send: save,
    onDone: async (space) => {
      if (!space) return
      updated(space)
      if (saved) return
      await navigate({
        to: '/hote/$hostId/espaces/$spaceId',
        params: { hostId, spaceId: space.id },
        replace: true,
      })
    },
  })

  function askToSubmit() {
    if (!form.isDirty()) return ask()
    thenSubmit.current = true
    submit.handle()
  }

  async function reload() {
    if (!saved) return
    const { queryKey } = spaceQuery(hostId, saved.id)
    await queries.invalidateQueries({ queryKey })
    const fresh = queries.getQueryData<Space>(queryKey)
    if (fresh) show(fresh)
    submit.clear()
  }

  const judged = saved?.status === 'in_moderation' || saved?.status === 'live'
  const zoneFixed = Boolean(saved?.submitted_at)

  return (
    <div className={classes.layout}>
      <SectionLinks />
      <form onSubmit={submit.handle} noValidate>
        <Stack gap="lg">
          {saved && <StatusBanner space={saved} />}
          {saved?.pending && (
            <PendingNotice space={saved} edit={saved.pending} onWithdrawn={show} />
          )}
          <InfosSection form={form} zoneFixed={zoneFixed} />
          <PhotosSection form={form} hostId={hostId} saved={saved} onComing={setComing} />
          <RoomsSection form={form} />
          <HoursSection form={form} hostId={hostId} spaceId={saved?.id} />
          <ContactSection form={form} />
          <GuestsSection form={form} />
          <ProblemAlert error={submit.problem} errors={submit.errors} onReload={reload} />
          <Group className={classes.bar}>
            <Button
              type="submit"
              variant={saved && !judged ? 'default' : 'filled'}
              loading={submit.busy}
            >
              {t(saved ? 'common.update' : 'common.save')}
            </Button>
            {saved && !judged && <Button onClick={askToSubmit}>{t('editor.submit')}</Button>}
          </Group>
        </Stack>
      </form>
      {saved && (
        <SubmitDialog
          opened={asking}
          onClose={close}
          hostId={hostId}
          space={saved}
          onSubmitted={show}
        />
      )}
      {saved && question && (
        <ImpactDialog
          hostId={hostId}
          impact={question.impact}
          zone={saved.timezone}
          onClose={saving.drop}
          send={async (choice) => {
            const done = await saving.save(saved, question.body, choice)
            if (done) chosen(done)
          }}
        />
      )}
      <LeaveGuard dirty={() => form.isDirty()} coming={coming} />
    </div>
  )
}

function SectionLinks() {
  const { t } = useTranslation()
  const sections = ['infos', 'photos', 'rooms', 'hours', 'contact', 'guests'] as const
  return (
    <nav aria-label={t('editor.sections')} className={classes.sections}>
      {sections.map((section) => (
        <a key={section} href={`#${section}`}>
          {t(`editor.${section}`)}
        </a>
      ))}
    </nav>
  )
}
