import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconClockX, IconMail } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '@/api/shapes'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { Empty } from '@/ui/Empty'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { Status } from '@/ui/Status'
import { tell } from '@/ui/tell'
import { sendAgain, teamQuery, withdrawInvitation } from './queries'
import classes from './team.module.css'

interface Props {
  hostId: string
  invitations: readonly Invitation[]
}

/** Those who have not answered yet. */
export function Invitations({ hostId, invitations }: Props) {
  const { t } = useTranslation()
  return (
    <Section title={t('team.invitations.title')}>
      {invitations.length === 0 ? (
        <Empty icon={<IconMail size={28} />}>{t('team.invitations.empty')}</Empty>
      ) : (
        <ul className={classes.list}>
          {invitations.map((invitation) => (
            <Row key={invitation.id} hostId={hostId} invitation={invitation} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Row({ hostId, invitation }: { hostId: string; invitation: Invitation }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const queries = useQueryClient()
  const [opened, { open, close }] = useDisclosure(false)
  const { email, sent_by } = invitation
  const until = moment(invitation.expires_at, readersZone())
  const refresh = () => queries.invalidateQueries({ queryKey: teamQuery(hostId).queryKey })

  const again = useMutation({
    mutationFn: () => sendAgain(hostId, invitation.id),
    onSuccess: () => {
      tell(t('team.invitations.again_done', { email }))
      return refresh()
    },
  })

  return (
    <li className={classes.row}>
      <Stack gap={2} className={classes.words}>
        <Group gap="xs">
          <Text fw={600}>{email}</Text>
          <Text>{t(`team.role.${invitation.role}`)}</Text>
          {!invitation.is_good && (
            <Status tone="bad" icon={<IconClockX size={16} />}>
              {t('team.invitations.over')}
            </Status>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {sent_by
            ? t('team.invitations.by', { name: sent_by, moment: until })
            : t('team.invitations.by_nobody', { moment: until })}
        </Text>
        <ProblemAlert error={again.error} />
      </Stack>
      <div className={classes.actions}>
        <Button
          variant="default"
          loading={again.isPending}
          onClick={() => again.mutate()}
          aria-label={t('team.invitations.again_named', { email })}
        >
          {t('team.invitations.again')}
        </Button>
        <Button
          variant="default"
          onClick={open}
          aria-label={t('team.invitations.withdraw_named', { email })}
        >
          {t('team.invitations.withdraw')}
        </Button>
      </div>
      <Confirm
        opened={opened}
        onClose={close}
        title={t('team.invitations.withdraw_title', { email })}
        action={t('team.invitations.withdraw_action')}
        danger
        send={() => withdrawInvitation(hostId, invitation.id)}
        onDone={() => {
          tell(t('team.invitations.withdraw_done'))
          void refresh()
        }}
      >
        <Text>{t('team.invitations.withdraw_text')}</Text>
      </Confirm>
    </li>
  )
}
