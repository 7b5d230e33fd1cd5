import { Button, Group, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ifMatch, keyed, take } from '@/api/client'
import type { Space } from '@/api/shapes'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { tell } from '@/ui/tell'
import { useSubmit } from '@/ui/useSubmit'
import { spaceQuery, spacesKey } from '../queries'
import { ContactSection } from './ContactSection'
import { HoursSection } from './HoursSection'
import { InfosSection } from './InfosSection'
import { LeaveGuard } from './LeaveGuard'
import { RoomsSection } from './RoomsSection'
import classes from './SpaceEditor.module.css'
import { StatusBanner } from './StatusBanner'
import { SubmitDialog } from './SubmitDialog'
import { newSpace, type SpaceFormValues, toBody, toForm } from './spaceForm'

interface Props {
  hostId: string
  saved?: Space
}

/** One page for a space and its rooms, new or not. */
export function SpaceEditor({ hostId, saved }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [asking, { open: ask, close }] = useDisclosure(false)
  const thenSubmit = useRef(false)
  const form = useForm<SpaceFormValues>({ initialValues: saved ? toForm(saved) : newSpace() })

  function save(values: SpaceFormValues, key: string): Promise<Space> {
    const body = toBody(values)
    if (!saved) {
      const params = { path: { host_id: hostId }, header: keyed(key) }
      return take(api.POST('/hosts/{host_id}/spaces', { params, body }))
    }
    const path = { host_id: hostId, space_id: saved.id }
    const params = { path, header: ifMatch(saved.version) }
    return take(api.PUT('/hosts/{host_id}/spaces/{space_id}', { params, body }))
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
  }

  const submit = useSubmit({
    form,
    send: save,
    onDone: async (space) => {
      show(space)
      tell(t(saved ? 'editor.updated' : 'editor.saved'))
      if (thenSubmit.current) ask()
      thenSubmit.current = false
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
          <InfosSection form={form} zoneFixed={zoneFixed} />
          <RoomsSection form={form} />
          <HoursSection form={form} />
          <ContactSection form={form} />
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
      <LeaveGuard dirty={() => form.isDirty()} />
    </div>
  )
}

function SectionLinks() {
  const { t } = useTranslation()
  const sections = ['infos', 'rooms', 'hours', 'contact'] as const
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
