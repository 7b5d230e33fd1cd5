import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconStar } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HostRole, Member } from '@/api/shapes'
import { Status } from '@/ui/Status'
import { HandOver } from './HandOver'
import { RemoveMember } from './RemoveMember'
import { RoleChange } from './RoleChange'
import classes from './team.module.css'

interface Props {
  hostId: string
  /** The organisation’s name. */
  host: string
  member: Member
}

/** A member, and what the reader may do about them. */
export function MemberRow({ hostId, host, member }: Props) {
  const { t } = useTranslation()
  const name = member.name || member.email || t('team.gone')
  return (
    <li className={classes.row}>
      <Stack gap={2} className={classes.words}>
        <Group gap="xs">
          <Text fw={600}>{member.is_me ? `${name} (${t('team.me')})` : name}</Text>
          {member.leads && (
            <Status tone="quiet" icon={<IconStar size={16} />}>
              {t('team.leads')}
            </Status>
          )}
        </Group>
        {member.email && (
          <Text size="sm" c="dimmed">
            {member.email}
          </Text>
        )}
        {member.is_me && member.is_last_owner && <Text size="sm">{t('team.last_owner')}</Text>}
      </Stack>
      <div className={classes.actions}>
        <Role hostId={hostId} member={member} name={name} />
        {member.may_lead && <Lead hostId={hostId} host={host} member={member} name={name} />}
        {member.may_remove && <Remove hostId={hostId} host={host} member={member} name={name} />}
      </div>
    </li>
  )
}

function Role({ hostId, member, name }: { hostId: string; member: Member; name: string }) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState<HostRole | null>(null)
  if (member.roles.length === 0) return <Text>{t(`team.role.${member.role}`)}</Text>
  return (
    <>
      <NativeSelect
        className={classes.role}
        aria-label={t('team.role_of', { name })}
        value={member.role}
        onChange={({ currentTarget }) =>
          setWanted(member.roles.find((role) => role === currentTarget.value) ?? null)
        }
        data={[member.role, ...member.roles].map((role) => ({
          value: role,
          label: t(`team.role.${role}`),
        }))}
      />
      <RoleChange
        hostId={hostId}
        member={member}
        name={name}
        role={wanted}
        onClose={() => setWanted(null)}
      />
    </>
  )
}

interface NamedProps extends Props {
  name: string
}

function Lead({ name, ...of }: NamedProps) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button variant="default" onClick={open} aria-label={t('team.hand_over.named', { name })}>
        {t('team.hand_over.open')}
      </Button>
      <HandOver {...of} name={name} opened={opened} onClose={close} />
    </>
  )
}

function Remove({ name, ...of }: NamedProps) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)
  const mine = of.member.is_me
  return (
    <>
      <Button
        variant="default"
        onClick={open}
        aria-label={mine ? undefined : t('team.remove.named', { name })}
      >
        {t(mine ? 'team.leave.open' : 'team.remove.open')}
      </Button>
      <RemoveMember {...of} name={name} opened={opened} onClose={close} />
    </>
  )
}
