import { Alert, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Space } from '@/api/shapes'
import { SpaceHistory } from '@/pages/host/history/SpaceHistory'
import { EditStatus, SpaceStatus } from '@/pages/host/SpaceStatus'
import { Gallery } from '@/pages/space/Gallery'
import { SpaceDescription, SpaceFacts } from '@/pages/space/SpaceFacts'
import { Deadline } from '@/time/Deadline'
import { useNow } from '@/time/useNow'
import { Loading } from '@/ui/Loading'
import { BackLink, TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { Status } from '@/ui/Status'
import { Decide } from './Decide'
import { EditComparison } from './EditComparison'
import { fetchHistory, historyKey, reviewQuery } from './queries'
import { RoomsReview } from './RoomsReview'

const route = getRouteApi('/moderation/$spaceId')

/** A submitted space, or a published one with its edit, as its page will be, and the decision. */
export function ReviewPage() {
  const { t } = useTranslation()
  const { spaceId } = route.useParams()
  const space = useQuery(reviewQuery(spaceId))
  return (
    <>
      <BackLink to="/moderation">{t('moderation.back')}</BackLink>
      <PageTitle>{space.data?.pending?.published.name ?? space.data?.name ?? '…'}</PageTitle>
      {space.isPending && <Loading rows={3} height={160} />}
      <ProblemAlert error={space.error} onRetry={() => space.refetch()} />
      {space.data && <Review space={space.data} />}
    </>
  )
}

function Review({ space }: { space: Space }) {
  const { t } = useTranslation()
  const [changed, setChanged] = useState(false)
  const edit = space.pending
  const waits = space.status === 'in_moderation' || edit?.state === 'waiting'
  const decision = waits ? (
    // Another version is another decision: what was half decided on the old one is dropped.
    <Decide key={space.version} space={space} onChanged={() => setChanged(true)} />
  ) : (
    <Alert color="gray">
      {edit
        ? t('moderation.back_with_host', { reason: edit.refusal_reason })
        : t('moderation.decided')}
    </Alert>
  )
  return (
    <Stack gap="lg">
      <Group>
        <SpaceStatus status={space.status} />
        {edit && <EditStatus state={edit.state} />}
        {waits && space.moderate_by && <Due at={space.moderate_by} />}
      </Group>
      {changed && (
        <Alert role="alert" color="yellow" icon={<IconAlertTriangle aria-hidden />}>
          {t('moderation.changed')}
        </Alert>
      )}
      {edit && (
        <>
          <EditComparison proposed={space} edit={edit} />
          {decision}
          <Title order={2} size="h3">
            {t('moderation.whole')}
          </Title>
        </>
      )}
      <Gallery pictures={space.pictures} />
      {space.description && <SpaceDescription>{space.description}</SpaceDescription>}
      <SpaceFacts space={space} />
      <Section title={t('space.rooms')}>
        <RoomsReview rooms={space.rooms} />
      </Section>
      <Section title={t('space.contact')}>
        <Text>{t('moderation.private_contact', { email: space.contact_email })}</Text>
        <TextLink to="/moderation/hotes/$hostId/journal" params={{ hostId: space.host_id }}>
          {t('moderation.journal')}
        </TextLink>
      </Section>
      {!edit && decision}
      <SpaceHistory queryKey={historyKey(space.id)} fetchPage={fetchHistory(space.id)} />
    </Stack>
  )
}

function Due({ at }: { at: string }) {
  const { t } = useTranslation()
  return Date.parse(at) < useNow() ? (
    <Status tone="bad" icon={<IconAlertTriangle size={16} />}>
      {t('moderation.overdue')}
    </Status>
  ) : (
    <Deadline at={at} />
  )
}
