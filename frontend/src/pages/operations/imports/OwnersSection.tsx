import { Button, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCircleCheck, IconHourglass } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ListingOwner } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Confirm } from '@/ui/Confirm'
import { List } from '@/ui/List'
import { Section } from '@/ui/Section'
import { Status } from '@/ui/Status'
import { tell } from '@/ui/tell'
import classes from '../operations.module.css'
import { fetchOwners, inviteAgain, ownersKey } from './queries'

export function OwnersSection({ importId }: { importId: string }) {
  const { t } = useTranslation()
  const owners = usePages(ownersKey(importId), fetchOwners(importId))
  return (
    <Section title={t('imports.owners')} lead={t('imports.owners_lead')}>
      <List pages={owners} empty={<Text>{t('imports.owners_none')}</Text>}>
        {(items) => (
          <ul className={classes.list}>
            {items.map((owner) => (
              <Owner key={owner.id} importId={importId} owner={owner} />
            ))}
          </ul>
        )}
      </List>
    </Section>
  )
}

interface Props {
  importId: string
  owner: ListingOwner
}

function Owner({ importId, owner }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const { email, hosts, waits, invited_at } = owner
  return (
    <li className={classes.entry}>
      <div className={classes.row}>
        <Stack gap={4} className={classes.words}>
          <Text fw={550} className={classes.subject}>
            {email}
          </Text>
          <Text size="sm">{hosts.map(({ name }) => name).join(', ')}</Text>
          {invited_at && (
            <Text size="sm" c="dimmed">
              {t('imports.invited_at', { moment: moment(invited_at, readersZone()) })}
            </Text>
          )}
        </Stack>
        <Status
          tone={waits ? 'waiting' : 'good'}
          icon={waits ? <IconHourglass size={16} /> : <IconCircleCheck size={16} />}
        >
          {t(waits ? 'imports.waits' : 'imports.claimed')}
        </Status>
        {waits && <InviteAgain importId={importId} owner={owner} />}
      </div>
    </li>
  )
}

function InviteAgain({ importId, owner: { id, email } }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [opened, { open, close }] = useDisclosure(false)
  const name = t('imports.invite_named', { email })
  return (
    <>
      <Button variant="default" onClick={open} aria-label={name}>
        {t('imports.invite')}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={name}
        action={t('imports.invite')}
        send={(key) => inviteAgain(id, key)}
        onDone={() => {
          tell(t('imports.invited_again'))
          void queries.invalidateQueries({ queryKey: ownersKey(importId) })
        }}
      >
        <Text>{t('imports.invite_text')}</Text>
      </Confirm>
    </>
  )
}
