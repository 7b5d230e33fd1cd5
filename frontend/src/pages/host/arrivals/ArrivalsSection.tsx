import { NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { IconDoorEnter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Arrivals, SpaceSummary } from '@/api/shapes'
import { useTimeWords } from '@/time/useTimeWords'
import { Empty } from '@/ui/Empty'
import { Loading } from '@/ui/Loading'
import { ButtonLink, TextLink } from '@/ui/links'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import classes from './arrivals.module.css'
import { CodeForm } from './CodeForm'
import { FiguresOf } from './FiguresOf'
import { MarkButtons } from './MarkButtons'
import { PresenceStatus } from './PresenceStatus'
import { arrivalsQuery } from './queries'
import { found } from './search'

const route = getRouteApi('/hote/$hostId/')

interface Props {
  hostId: string
  /** Those of the organisation, one at least. */
  spaces: readonly SpaceSummary[]
}

/** Who is expected today in one of the spaces, who came, and the month in figures. */
export function ArrivalsSection({ hostId, spaces }: Props) {
  const { t } = useTranslation()
  const { space: chosen } = route.useSearch()
  const navigate = route.useNavigate()
  const space =
    spaces.find(({ id }) => id === chosen) ??
    spaces.find(({ status }) => status === 'live') ??
    spaces[0]
  if (!space) return null
  return (
    <Section title={t('checkin.today.title')} lead={t('checkin.today.lead')}>
      <Stack>
        {spaces.length > 1 && (
          <NativeSelect
            label={t('planning.space')}
            maw={400}
            data={spaces.map(({ id, name }) => ({ value: id, label: name }))}
            value={space.id}
            onChange={({ currentTarget }) =>
              navigate({ search: { space: currentTarget.value }, replace: true })
            }
          />
        )}
        <CodeForm hostId={hostId} />
        <Today key={space.id} hostId={hostId} spaceId={space.id} />
        <FiguresOf hostId={hostId} spaceId={space.id} />
      </Stack>
    </Section>
  )
}

function Today({ hostId, spaceId }: { hostId: string; spaceId: string }) {
  const { t } = useTranslation()
  const day = useQuery(arrivalsQuery(hostId, spaceId))
  if (!day.data) {
    return (
      <>
        {day.isPending && <Loading rows={2} />}
        <ProblemAlert error={day.error} onRetry={() => day.refetch()} />
      </>
    )
  }
  if (day.data.arrivals.length === 0) {
    return (
      <Empty
        icon={<IconDoorEnter size={28} />}
        action={
          <ButtonLink
            to="/hote/$hostId/reservations/planification"
            params={{ hostId }}
            search={{ space: spaceId }}
            variant="default"
          >
            {t('checkin.today.see_planning')}
          </ButtonLink>
        }
      >
        {t('checkin.today.empty')}
      </Empty>
    )
  }
  return <Expected hostId={hostId} day={day.data} />
}

function Expected({ hostId, day }: { hostId: string; day: Arrivals }) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState('')
  const shown = found(day.arrivals, wanted)
  const { arrived, no_show, unmarked } = day.tally
  return (
    <Stack gap="sm">
      <ul className={classes.counts} aria-live="polite">
        <li>{t('checkin.today.expected', { count: day.expected })}</li>
        <li>{t('checkin.today.arrived', { count: arrived })}</li>
        <li>{t('checkin.today.no_show', { count: no_show })}</li>
        {unmarked > 0 && <li>{t('checkin.today.unmarked', { count: unmarked })}</li>}
      </ul>
      {day.arrivals.length > 1 && (
        <TextInput
          label={t('checkin.today.search')}
          type="search"
          maw={400}
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        />
      )}
      {shown.length === 0 && <Text>{t('checkin.today.not_found')}</Text>}
      <ul className={classes.list}>
        {shown.map((one) => (
          <Line key={one.id} hostId={hostId} one={one} zone={day.timezone} />
        ))}
      </ul>
    </Stack>
  )
}

interface LineProps {
  hostId: string
  one: Arrivals['arrivals'][number]
  zone: string
}

function Line({ hostId, one, zone }: LineProps) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  const name = one.who ?? t('host.unknown_person')
  return (
    <li className={classes.row}>
      <Stack gap={2} className={classes.words}>
        <TextLink
          to="/hote/$hostId/reservations/$bookingId"
          params={{ hostId, bookingId: one.id }}
          fw={600}
        >
          {name}
        </TextLink>
        <Text size="sm">{span(one.start, one.end, zone)}</Text>
        <Text size="sm" c="dimmed">
          {one.room_name} · {t('booking.people_count', { count: one.people })}
        </Text>
      </Stack>
      <div className={classes.actions}>
        <PresenceStatus presence={one.attendance.presence} />
        <MarkButtons hostId={hostId} bookingId={one.id} name={name} attendance={one.attendance} />
      </div>
    </li>
  )
}
