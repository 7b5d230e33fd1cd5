import { Button, Group, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '@/ui/Section'

/** The way to a host who is in no list above. */
export function ByHost() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const hostId = typed.trim()

  function open(event: FormEvent) {
    event.preventDefault()
    if (hostId) void navigate({ to: '/exploitation/hotes/$hostId/commission', params: { hostId } })
  }

  return (
    <Section title={t('closings.own.by_id')} lead={t('closings.own.by_id_lead')}>
      <form onSubmit={open}>
        <Group align="flex-end">
          <TextInput
            label={t('closings.own.host')}
            placeholder="ho_…"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!hostId}>
            {t('closings.own.open')}
          </Button>
        </Group>
      </form>
    </Section>
  )
}
