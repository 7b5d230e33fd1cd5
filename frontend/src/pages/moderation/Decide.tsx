import { Button, Group, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ifMatch, keyed, take } from '@/api/client'
import { asProblem } from '@/api/problem'
import type { Space } from '@/api/shapes'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { queueKey, reviewQuery } from './queries'

interface Props {
  space: Space
  /** The host saved since the page was drawn: the decision was not taken. */
  onChanged: () => void
}

const decision = (space: Space, key: string) => ({
  path: { space_id: space.id },
  header: { ...keyed(key), ...ifMatch(space.version) },
})

/** Publish or refuse: a space that nobody sees yet, or the edit of one that is published. */
export function Decide({ space, onChanged }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [agreeing, agree] = useDisclosure(false)
  const [refusing, refuse] = useDisclosure(false)
  const [reason, setReason] = useState('')
  const { queryKey } = reviewQuery(space.id)
  const words = useDecisionWords(space)

  async function leave(message: string) {
    tell(message)
    await queries.invalidateQueries({ queryKey: queueKey })
    await queries.invalidateQueries({ queryKey })
    await navigate({ to: '/moderation' })
  }

  async function decide(call: Promise<Space>) {
    try {
      return await call
    } catch (error) {
      if (asProblem(error).status === 412) {
        await queries.invalidateQueries({ queryKey })
        onChanged()
      }
      throw error
    }
  }

  function sendYes(key: string) {
    const params = decision(space, key)
    return decide(
      take(
        space.pending
          ? api.POST('/moderation/spaces/{space_id}/edit/approval', { params })
          : api.POST('/moderation/spaces/{space_id}/publication', { params }),
      ),
    )
  }

  function sendNo(key: string) {
    const params = decision(space, key)
    const body = { reason: reason.trim() }
    return decide(
      take(
        space.pending
          ? api.POST('/moderation/spaces/{space_id}/edit/refusal', { params, body })
          : api.POST('/moderation/spaces/{space_id}/refusal', { params, body }),
      ),
    )
  }

  return (
    <Group>
      <Button onClick={agree.open}>{words.yes}</Button>
      <Button variant="default" onClick={refuse.open}>
        {words.no}
      </Button>
      <Confirm
        opened={agreeing}
        onClose={agree.close}
        title={words.yesTitle}
        action={words.yes}
        send={sendYes}
        onDone={() => leave(words.agreed)}
      >
        <Text>{words.yesText}</Text>
      </Confirm>
      <Confirm
        opened={refusing}
        onClose={refuse.close}
        title={words.noTitle}
        action={words.no}
        danger
        disabled={reason.trim().length < 3}
        body={reason}
        send={sendNo}
        onDone={() => leave(words.refused)}
      >
        <Text>{words.noText}</Text>
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

function useDecisionWords(space: Space) {
  const { t } = useTranslation()
  if (space.pending) {
    const { name } = space.pending.published
    return {
      yes: t('moderation.approve'),
      yesTitle: t('moderation.approve_title', { name }),
      yesText: t('moderation.approve_text'),
      agreed: t('moderation.approved'),
      no: t('moderation.refuse_edit'),
      noTitle: t('moderation.refuse_edit_title', { name }),
      noText: t('moderation.refuse_edit_text'),
      refused: t('moderation.edit_refused'),
    }
  }
  const { name } = space
  return {
    yes: t('moderation.publish'),
    yesTitle: t('moderation.publish_title', { name }),
    yesText: t('moderation.publish_text'),
    agreed: t('moderation.published'),
    no: t('moderation.refuse'),
    noTitle: t('moderation.refuse_title', { name }),
    noText: t('moderation.refuse_text'),
    refused: t('moderation.refused'),
  }
}
