import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CatalogueSpace, Room } from '@/api/shapes'
import { catalogueQuery } from '@/pages/space/queries'
import { Loading } from '@/ui/Loading'
import { ButtonLink, TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import classes from './BookPage.module.css'
import { Picker } from './Picker'
import { Summary } from './Summary'
import { useChoice } from './useChoice'

const route = getRouteApi('/espaces/$spaceId/salles/$roomId/reserver')

export function BookPage() {
  const { t } = useTranslation()
  const { spaceId, roomId } = route.useParams()
  const space = useQuery(catalogueQuery(spaceId))
  const room = space.data?.rooms.find(({ id }) => id === roomId)
  if (space.data && room) return <Booking space={space.data} room={room} />
  const gone = space.isSuccess
  return (
    <>
      <PageTitle lead={gone ? t('space.not_found') : undefined}>
        {gone ? t('common.problem.not_found_title') : '…'}
      </PageTitle>
      {space.isPending && <Loading rows={3} height={120} />}
      <ProblemAlert error={space.error} onRetry={() => space.refetch()} />
      {gone && <ButtonLink to="/">{t('shell.nav.search')}</ButtonLink>}
    </>
  )
}

function Booking({ space, room }: { space: CatalogueSpace; room: Room }) {
  const { t } = useTranslation()
  const choice = useChoice(space, room)
  return (
    <>
      <PageTitle
        lead={
          <TextLink to="/espaces/$spaceId" params={{ spaceId: space.id }}>
            {space.name}, {space.address.city}
          </TextLink>
        }
      >
        {t('book.title', { room: room.name })}
      </PageTitle>
      <div className={classes.layout}>
        <Picker space={space} room={room} choice={choice} />
        <Summary space={space} room={room} choice={choice} />
      </div>
    </>
  )
}
