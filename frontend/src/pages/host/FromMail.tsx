import { useQuery } from '@tanstack/react-query'
import { Navigate, useLocation, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import { queries } from '@/api/queries'
import { useMe } from '@/session/me'
import { Loading } from '@/ui/Loading'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { hostBookingQuery } from '../booking/queries'
import { spaceQuery } from './queries'

/** Mails name a space or a booking, not the organisation: look in each of the reader's. */
async function ownerAmong(
  hostIds: readonly string[],
  look: (hostId: string) => Promise<unknown>,
): Promise<string | null> {
  for (const hostId of hostIds) {
    try {
      await look(hostId)
      return hostId
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 404) throw error
    }
  }
  return null
}

function useOwner(of: string, look: (hostId: string) => Promise<unknown>) {
  const me = useMe()
  const hostIds = me.data?.hosts.map(({ id }) => id)
  return useQuery({
    queryKey: ['host-of', of, hostIds],
    queryFn: () => ownerAmong(hostIds ?? [], look),
    enabled: hostIds !== undefined,
  })
}

export function SpaceFromMail() {
  const { spaceId } = useParams({ from: '/hote/espaces/$spaceId' })
  const owner = useOwner(spaceId, (hostId) => queries.fetchQuery(spaceQuery(hostId, spaceId)))
  if (!owner.data) return <Looking owner={owner} />
  const params = { hostId: owner.data, spaceId }
  return <Navigate to="/hote/$hostId/espaces/$spaceId" params={params} replace />
}

export function BookingFromMail() {
  const { bookingId } = useParams({ from: '/hote/reservations/$bookingId' })
  const owner = useOwner(bookingId, (hostId) =>
    queries.fetchQuery(hostBookingQuery(hostId, bookingId)),
  )
  if (!owner.data) return <Looking owner={owner} />
  const params = { hostId: owner.data, bookingId }
  return <Navigate to="/hote/$hostId/reservations/$bookingId" params={params} replace />
}

/** From the QR code of a guest. Whoever scans his own belongs to no organisation, and is told what it is for. */
export function ArrivalFromCode() {
  const { t } = useTranslation()
  const { bookingId } = useParams({ from: '/hote/arrivees/$bookingId' })
  // The hash alone: whoever looks at the whole location is drawn again while it moves, and would move it again.
  const hash = useLocation({ select: (location) => location.hash })
  const owner = useOwner(bookingId, (hostId) =>
    queries.fetchQuery(hostBookingQuery(hostId, bookingId)),
  )
  if (!owner.data) return <Looking owner={owner} lost={t('checkin.page.not_reception')} />
  const params = { hostId: owner.data, bookingId }
  return <Navigate to="/hote/$hostId/arrivees/$bookingId" params={params} hash={hash} replace />
}

interface LookingProps {
  owner: ReturnType<typeof useOwner>
  /** What to say where nothing was found. */
  lost?: string
}

function Looking({ owner, lost }: LookingProps) {
  const { t } = useTranslation()
  if (owner.error) return <ProblemAlert error={owner.error} onRetry={() => owner.refetch()} />
  if (owner.isPending) return <Loading />
  return (
    <>
      <PageTitle lead={lost ?? t('host.not_yours')}>
        {t(lost ? 'checkin.page.title' : 'common.problem.not_found_title')}
      </PageTitle>
      <ButtonLink to="/hote">{t('common.problem.go_home')}</ButtonLink>
    </>
  )
}
