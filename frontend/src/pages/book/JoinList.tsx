import { Alert, Button, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import { useSession } from '@/session/useSession'
import long from '@/ui/LongButton.module.css'
import { ButtonLink, TextLink } from '@/ui/links'
import { ProblemAlert } from '@/ui/ProblemAlert'

interface Props {
  spaceId: string
  roomId: string
  query: { start: string; end: string; people: number }
}

/** One button to wait for a time that is taken, and what happens next. */
export function JoinList({ spaceId, roomId, query }: Props) {
  const { t } = useTranslation()
  const { phase } = useSession()
  const { href } = useLocation()
  const queries = useQueryClient()
  const join = useMutation({
    mutationFn: () =>
      take(api.POST('/waiting', { body: { space_id: spaceId, room_id: roomId, ...query } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['waiting'] })
      // A place may have come free while one joined: then it is among the bookings at once.
      void queries.invalidateQueries({ queryKey: ['bookings', 'list'] })
    },
  })
  if (phase === 'anonymous') {
    return (
      <ButtonLink to="/connexion" search={{ next: href }} variant="default">
        {t('waiting.sign_in')}
      </ButtonLink>
    )
  }
  if (join.isSuccess) {
    return (
      <Alert color="teal" role="status">
        <Text size="sm">{t('waiting.joined')}</Text>
        <TextLink to="/reservations">{t('waiting.see')}</TextLink>
      </Alert>
    )
  }
  return (
    <Stack gap="sm" align="flex-start">
      <ProblemAlert error={join.error} />
      <Button
        variant="default"
        classNames={{ root: long.button, label: long.label }}
        loading={join.isPending}
        onClick={() => join.mutate()}
      >
        {t('waiting.join')}
      </Button>
    </Stack>
  )
}
