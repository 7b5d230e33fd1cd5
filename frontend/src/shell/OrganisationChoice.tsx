import { NativeSelect, Stack } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/session/me'
import { remember } from './remembered'

const NEW = 'new'

/** In whose name one works: chosen once here, then part of every host address. */
export function OrganisationChoice() {
  const { t } = useTranslation()
  const { hostId } = useParams({ strict: false })
  const { data: me } = useMe()
  const navigate = useNavigate()
  if (!me || me.hosts.length === 0 || !hostId) return null

  function choose(value: string) {
    if (value === NEW) return navigate({ to: '/hote/nouvelle' })
    remember('host', value)
    return navigate({ to: '/hote/$hostId', params: { hostId: value } })
  }

  return (
    <Stack mb="md">
      <NativeSelect
        label={t('shell.organisation.label')}
        value={hostId}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          ...me.hosts.map(({ id, name }) => ({ value: id, label: name })),
          { value: NEW, label: `+ ${t('shell.organisation.add')}` },
        ]}
      />
    </Stack>
  )
}
