import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { Space } from '@/api/shapes'
import { SpaceStatus } from '@/pages/host/SpaceStatus'
import { SpaceDescription, SpaceFacts } from '@/pages/space/SpaceFacts'
import { Deadline } from '@/time/Deadline'
import { Confirm } from '@/ui/Confirm'
import { Loading } from '@/ui/Loading'
import { TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { tell } from '@/ui/tell'
import { queueKey, reviewQuery } from './queries'
import { RoomsReview } from './RoomsReview'

const route = getRouteApi('/moderation/$spaceId')

/** A submitted space as its page will be, and the decision. */
export function ReviewPage() {
  const { t } = useTranslation()
  const { spaceId } = route.useParams()
  const space = useQuery(reviewQuery(spaceId))
  return (
    <>
      <TextLink to="/moderation">{t('moderation.back')}</TextLink>
      <PageTitle>{space.data?.name ?? '…'}</PageTitle>
      {space.isPending && <Loading rows={3} height={160} />}
      <ProblemAlert error={space.error} onRetry={() => space.refetch()} />
      {space.data && <Review space={space.data} />}
    </>
  )
}

function Review({ space }: { space: Space }) {
  const { t } = useTranslation()
  return (
    <Stack gap="lg">
      <Group>
        <SpaceStatus status={space.status} />
        {space.status === 'in_moderation' && space.moderate_by && (
          <Deadline at={space.moderate_by} />
        )}
      </Group>
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
      {space.status === 'in_moderation' ? (
        <Decide space={space} />
      ) : (
        <Alert color="gray">{t('moderation.decided')}</Alert>
      )}
    </Stack>
  )
}

function Decide({ space }: { space: Space }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [publishing, publish] = useDisclosure(false)
  const [refusing, refuse] = useDisclosure(false)
  const [reason, setReason] = useState('')
  const path = { space_id: space.id }

  async function leave(message: string) {
    tell(message)
    await queries.invalidateQueries({ queryKey: queueKey })
    await navigate({ to: '/moderation' })
  }

  const sendPublish = (key: string) =>
    take(
      api.POST('/moderation/spaces/{space_id}/publication', {
        params: { path, header: keyed(key) },
      }),
    )

  const sendRefuse = (key: string) =>
    take(
      api.POST('/moderation/spaces/{space_id}/refusal', {
        params: { path, header: keyed(key) },
        body: { reason: reason.trim() },
      }),
    )

  return (
    <Group>
      <Button onClick={publish.open}>{t('moderation.publish')}</Button>
      <Button variant="default" onClick={refuse.open}>
        {t('moderation.refuse')}
      </Button>
      <Confirm
        opened={publishing}
        onClose={publish.close}
        title={t('moderation.publish_title', { name: space.name })}
        action={t('moderation.publish')}
        send={sendPublish}
        onDone={() => leave(t('moderation.published'))}
      >
        <Text>{t('moderation.publish_text')}</Text>
      </Confirm>
      <Confirm
        opened={refusing}
        onClose={refuse.close}
        title={t('moderation.refuse_title', { name: space.name })}
        action={t('moderation.refuse')}
        danger
        disabled={reason.trim().length < 3}
        body={reason}
        send={sendRefuse}
        onDone={() => leave(t('moderation.refused'))}
      >
        <Text>{t('moderation.refuse_text')}</Text>
        <Textarea
          label={t('moderation.reason')}
          required
          withAsterisk={false}
          maxLength={2000}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Confirm>
    </Group>
  )
}
