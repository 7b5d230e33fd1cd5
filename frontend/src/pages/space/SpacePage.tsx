import { Alert, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CatalogueSpace } from '@/api/shapes'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { Gallery } from './Gallery'
import { spaceIdIn } from './path'
import { catalogueQuery } from './queries'
import { RoomOffer } from './RoomOffer'
import { SpaceDescription, SpaceFacts } from './SpaceFacts'
import { useAddress } from './useAddress'

const route = getRouteApi('/espaces/$city/$name')
const shortRoute = getRouteApi('/espaces/$spaceId')

export function SpacePage() {
  const { name } = route.useParams()
  const space = useQuery(catalogueQuery(spaceIdIn(name)))
  return space.data ? <Public space={space.data} /> : <Awaited space={space} />
}

/** Where an id alone was given and no space is known by it: else its route led elsewhere. */
export function UnknownSpacePage() {
  const { spaceId } = shortRoute.useParams()
  return <Awaited space={useQuery(catalogueQuery(spaceId))} />
}

interface Asked {
  error: Error | null
  isPending: boolean
  refetch: () => unknown
}

function Awaited({ space }: { space: Asked }) {
  const { t } = useTranslation()
  const gone = space.error && 'status' in space.error && space.error.status === 404
  return (
    <>
      <PageTitle lead={gone ? t('space.not_found') : undefined}>
        {gone ? t('common.problem.not_found_title') : '…'}
      </PageTitle>
      {space.isPending && <Loading rows={3} height={160} />}
      {gone ? (
        <ButtonLink to="/">{t('shell.nav.search')}</ButtonLink>
      ) : (
        <ProblemAlert error={space.error} onRetry={() => space.refetch()} />
      )}
    </>
  )
}

function Public({ space }: { space: CatalogueSpace }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  useAddress(space.path, search)
  return (
    <>
      <PageTitle lead={`${space.address.postcode} ${space.address.city}`}>{space.name}</PageTitle>
      <Stack gap="lg">
        {!space.sells && <Alert color="yellow">{t('space.not_selling')}</Alert>}
        <Gallery pictures={space.pictures} />
        {space.description && <SpaceDescription>{space.description}</SpaceDescription>}
        <Section title={t('space.rooms')}>
          <Stack gap={0}>
            {space.rooms.map((room) => (
              <RoomOffer key={room.id} space={space} room={room} search={search} />
            ))}
          </Stack>
        </Section>
        <SpaceFacts space={space} />
      </Stack>
    </>
  )
}
