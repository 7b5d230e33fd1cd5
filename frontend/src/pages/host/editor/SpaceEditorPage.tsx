import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loading } from '@/ui/Loading'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Locked, LockedNotice } from '@/ui/ReadOnly'
import { SpaceHistory } from '../history/SpaceHistory'
import { fetchHistory, historyKey, spaceQuery } from '../queries'
import { leads, useHostRole } from '../rights'
import { SpaceEditor } from './SpaceEditor'

const newRoute = getRouteApi('/hote/$hostId/espaces/nouveau')
const editRoute = getRouteApi('/hote/$hostId/espaces/$spaceId')

export function NewSpacePage() {
  const { t } = useTranslation()
  const { hostId } = newRoute.useParams()
  return (
    <>
      <PageTitle lead={t('editor.lead')}>{t('editor.new_title')}</PageTitle>
      <SpaceEditor hostId={hostId} />
    </>
  )
}

export function SpaceEditorPage() {
  const { t } = useTranslation()
  const { hostId, spaceId } = editRoute.useParams()
  const role = useHostRole(hostId)
  const space = useQuery({
    ...spaceQuery(hostId, spaceId),
    // What is being typed is not replaced behind the host's back: the version tells on saving.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    // Typing begins on what the server says now: an earlier visit may have left another version, taxed otherwise.
    refetchOnMount: 'always',
  })
  const current = space.isFetchedAfterMount
  return (
    <>
      <PageTitle>{t('editor.edit_title', { name: space.data?.name ?? '…' })}</PageTitle>
      {!current && <Loading rows={4} height={180} />}
      <ProblemAlert error={space.error} onRetry={() => space.refetch()} />
      {current && space.data && (
        <Stack gap="lg">
          {!leads(role) && <LockedNotice>{t('team.spaces_read_only')}</LockedNotice>}
          <Locked locked={!leads(role)}>
            <SpaceEditor key={spaceId} hostId={hostId} saved={space.data} />
          </Locked>
          {leads(role) && (
            <SpaceHistory
              queryKey={historyKey(hostId, spaceId)}
              fetchPage={fetchHistory(hostId, spaceId)}
            />
          )}
        </Stack>
      )}
    </>
  )
}
