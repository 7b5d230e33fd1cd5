import { Button, Stack, List as Steps, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { SpaceSummary } from '@/api/shapes'
import { collectionQuery } from '@/pages/collecting/queries'
import { TextLink } from '@/ui/links'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { Status } from '@/ui/Status'
import { tell } from '@/ui/tell'
import { BillingLine } from './BillingLine'
import { ofBilling } from './missing'

const claimQuery = (hostId: string) =>
  queryOptions({
    queryKey: ['host', hostId, 'claim'],
    queryFn: () =>
      take(api.GET('/hosts/{host_id}/claim', { params: { path: { host_id: hostId } } })),
    staleTime: 60_000,
  })

interface Props {
  hostId: string
  spaces: readonly SpaceSummary[]
}

/** What is left to whoever claimed imported listings, until all of it is done. */
export function ClaimChecklist({ hostId, spaces }: Props) {
  const { t } = useTranslation()
  const claim = useQuery(claimQuery(hostId))
  const imported = claim.data?.imported === true
  const collection = useQuery({ ...collectionQuery(hostId), enabled: imported })
  const checked = Boolean(claim.data?.checked_at)
  const billing = ofBilling(spaces.flatMap(({ missing }) => missing))
  const paid = collection.data?.state === 'active'
  const drafts = spaces.filter(({ status }) => status === 'draft' || status === 'refused')
  const steps = [checked, billing.length === 0, paid, drafts.length === 0]
  if (!imported || spaces.length === 0 || !collection.data || steps.every(Boolean)) return null
  return (
    <Section title={t('imports.checklist.title')} lead={t('imports.checklist.lead')}>
      <Steps type="ordered" listStyleType="none" spacing="lg">
        <Step done={checked} title={t('imports.checklist.details')}>
          <SpaceLinks hostId={hostId} spaces={spaces} />
          {!checked && <AllIsRight hostId={hostId} />}
        </Step>
        <Step done={billing.length === 0} title={t('imports.checklist.billing')}>
          <BillingLine hostId={hostId} codes={billing} />
        </Step>
        <Step done={paid} title={t('imports.checklist.payments')}>
          {!paid && (
            <TextLink to="/hote/$hostId/profil" params={{ hostId }}>
              {t('imports.checklist.profile')}
            </TextLink>
          )}
        </Step>
        <Step done={drafts.length === 0} title={t('imports.checklist.submission')}>
          <SpaceLinks hostId={hostId} spaces={drafts} />
        </Step>
      </Steps>
    </Section>
  )
}

function Step({ done, title, children }: { done: boolean; title: string; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Steps.Item>
      <Stack gap="xs" align="flex-start">
        <Text fw={600}>{title}</Text>
        <Status
          tone={done ? 'good' : 'waiting'}
          icon={done ? <IconCircleCheck size={16} /> : <IconCircleDashed size={16} />}
        >
          {t(done ? 'imports.checklist.done' : 'imports.checklist.to_do')}
        </Status>
        {!done && children}
      </Stack>
    </Steps.Item>
  )
}

function SpaceLinks({ hostId, spaces }: Props) {
  return (
    <Stack gap={4} align="flex-start">
      {spaces.map(({ id, name }) => (
        <TextLink key={id} to="/hote/$hostId/espaces/$spaceId" params={{ hostId, spaceId: id }}>
          {name}
        </TextLink>
      ))}
    </Stack>
  )
}

function AllIsRight({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const check = useMutation({
    mutationFn: () =>
      take(api.POST('/hosts/{host_id}/claim/check', { params: { path: { host_id: hostId } } })),
    onSuccess: (claim) => {
      queries.setQueryData(claimQuery(hostId).queryKey, claim)
      tell(t('imports.checklist.thanks'))
    },
  })
  return (
    <>
      <Text size="sm">{t('imports.checklist.details_text')}</Text>
      <Button loading={check.isPending} onClick={() => check.mutate()}>
        {t('imports.checklist.right')}
      </Button>
      <ProblemAlert error={check.error} />
    </>
  )
}
