import { Button, NativeSelect, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconCalendarShare } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Feed, SpaceSummary } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { FeedRow } from '@/pages/feeds/FeedRow'
import classes from '@/pages/feeds/feeds.module.css'
import { hostFeedsQuery, makeHostFeed, revokeHostFeed } from '@/pages/feeds/queries'
import { Empty } from '@/ui/Empty'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { useSubmit } from '@/ui/useSubmit'
import { BookingTabs } from '../bookings/BookingTabs'
import { fetchSpaces, spaceQuery, spacesKey } from '../queries'

const route = getRouteApi('/hote/$hostId/reservations/agendas')

/** Réservations → Agendas: addresses that calendar programs read, of a space or of one room. */
export function FeedsPage() {
  const { t } = useTranslation()
  const { hostId } = route.useParams()
  const queries = useQueryClient()
  const spaces = usePages(spacesKey(hostId), fetchSpaces(hostId))
  const feeds = useQuery(hostFeedsQuery(hostId))
  const refresh = () => queries.invalidateQueries(hostFeedsQuery(hostId))
  return (
    <>
      <PageTitle>{t('host.bookings.title')}</PageTitle>
      <BookingTabs hostId={hostId} />
      {(spaces.isPending || feeds.isPending) && <Loading />}
      <ProblemAlert error={spaces.error} onRetry={() => spaces.refetch()} />
      <ProblemAlert error={feeds.error} onRetry={() => feeds.refetch()} />
      {spaces.data && spaces.items.length === 0 && (
        <Empty
          icon={<IconCalendarShare size={28} />}
          action={
            <ButtonLink to="/hote/$hostId/espaces" params={{ hostId }}>
              {t('host.bookings.see_spaces')}
            </ButtonLink>
          }
        >
          {t('feeds.host.no_space')}
        </Empty>
      )}
      {spaces.items.length > 0 && feeds.data && (
        <Stack gap="lg">
          <MakeFeed hostId={hostId} spaces={spaces.items} onMade={refresh} />
          <Section title={t('feeds.host.list')} lead={t('feeds.host.list_lead')}>
            {feeds.data.feeds.length === 0 ? (
              <Empty icon={<IconCalendarShare size={28} />}>{t('feeds.host.empty')}</Empty>
            ) : (
              <ul className={classes.list}>
                {feeds.data.feeds.map((feed) => (
                  <Named
                    key={feed.id}
                    hostId={hostId}
                    feed={feed}
                    spaces={spaces.items}
                    onRevoked={refresh}
                  />
                ))}
              </ul>
            )}
          </Section>
        </Stack>
      )}
    </>
  )
}

interface MakeProps {
  hostId: string
  spaces: readonly SpaceSummary[]
  onMade: () => Promise<unknown>
}

function MakeFeed({ hostId, spaces, onMade }: MakeProps) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: { space_id: spaces[0]?.id ?? '', room_id: '' } })
  const { space_id } = form.values
  const rooms = useQuery(spaceQuery(hostId, space_id)).data?.rooms ?? []
  const submit = useSubmit({
    form,
    send: (values, key) =>
      makeHostFeed(hostId, { space_id: values.space_id, room_id: values.room_id || null }, key),
    onDone: async () => {
      await onMade()
    },
  })
  return (
    <Section title={t('feeds.host.title')} lead={t('feeds.host.lead')}>
      <form onSubmit={submit.handle} noValidate>
        <Stack maw={560}>
          <ProblemAlert error={submit.problem} errors={submit.errors} />
          <NativeSelect
            label={t('planning.space')}
            data={spaces.map(({ id, name }) => ({ value: id, label: name }))}
            value={space_id}
            onChange={({ currentTarget }) =>
              form.setValues({ space_id: currentTarget.value, room_id: '' })
            }
          />
          <NativeSelect
            label={t('feeds.host.what')}
            data={[
              { value: '', label: t('feeds.host.whole') },
              ...rooms.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...form.getInputProps('room_id')}
          />
          <Button type="submit" loading={submit.busy} style={{ alignSelf: 'flex-start' }}>
            {t('feeds.make')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}

interface NamedProps {
  hostId: string
  feed: Feed
  spaces: readonly SpaceSummary[]
  onRevoked: () => unknown
}

/** With the name of the space or room it shows, as it is today. */
function Named({ hostId, feed, spaces, onRevoked }: NamedProps) {
  const { t } = useTranslation()
  const { space_id, room_id } = feed
  const named = useQuery({
    ...spaceQuery(hostId, space_id ?? ''),
    enabled: room_id !== null && space_id !== null,
  })
  const space = spaces.find(({ id }) => id === space_id)?.name ?? t('feeds.host.gone')
  const room = named.data?.rooms.find(({ id }) => id === room_id)?.name
  return (
    <FeedRow
      feed={feed}
      name={room_id ? `${room ?? t('feeds.host.gone_room')}, ${space}` : space}
      revoke={() => revokeHostFeed(hostId, feed.id)}
      onRevoked={onRevoked}
    />
  )
}
