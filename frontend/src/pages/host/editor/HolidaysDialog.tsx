import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCalendarOff } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { ExceptionalDay, Holiday } from '@/api/shapes'
import type { Language } from '@/i18n/language'
import { useLanguage } from '@/i18n/useLanguage'
import { dateWords } from '@/time/format'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { withHolidays } from './exceptionalDays'

/** A year of them, named in the language of the reader, where the saved address is. */
const holidaysQuery = (hostId: string, spaceId: string, language: Language) =>
  queryOptions({
    queryKey: ['host', hostId, 'holidays', spaceId, language],
    queryFn: () =>
      take(
        api.GET('/hosts/{host_id}/spaces/{space_id}/holidays', {
          params: { path: { host_id: hostId, space_id: spaceId } },
        }),
      ),
    refetchOnMount: 'always',
  })

interface Props {
  hostId: string
  spaceId: string | undefined
  days: readonly ExceptionalDay[]
  onChosen: (days: ExceptionalDay[]) => void
}

/** Proposes to close on public holidays; they follow from an address that is saved. */
export function Holidays({ hostId, spaceId, days, onChosen }: Props) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)
  if (!spaceId) {
    return (
      <Text size="sm" c="dimmed">
        {t('editor.holidays.later')}
      </Text>
    )
  }
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconCalendarOff size={18} aria-hidden />}
        onClick={open}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('editor.holidays.open')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('editor.holidays.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Proposed
          hostId={hostId}
          spaceId={spaceId}
          days={days}
          onChosen={(chosen) => {
            onChosen(chosen)
            close()
          }}
        />
      </Modal>
    </>
  )
}

function Proposed({ hostId, spaceId, ...rest }: Props & { spaceId: string }) {
  const holidays = useQuery(holidaysQuery(hostId, spaceId, useLanguage()))
  const current = holidays.isFetchedAfterMount
  return (
    <>
      {!current && <Loading rows={4} />}
      <ProblemAlert error={holidays.error} onRetry={() => holidays.refetch()} />
      {current && holidays.data && <Choice holidays={holidays.data.items} {...rest} />}
    </>
  )
}

interface ChoiceProps extends Pick<Props, 'days' | 'onChosen'> {
  holidays: readonly Holiday[]
}

function Choice({ holidays, days, onChosen }: ChoiceProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const opened = new Set(days.filter(({ hours }) => hours.length > 0).map(({ day }) => day))
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    new Set(days.filter(({ hours }) => hours.length === 0).map(({ day }) => day)),
  )
  const free = holidays.map(({ day }) => day).filter((day) => !opened.has(day))
  const all = free.every((day) => ticked.has(day))

  function tick(day: string, closed: boolean) {
    const next = new Set(ticked)
    if (closed) next.add(day)
    else next.delete(day)
    setTicked(next)
  }

  return (
    <Stack>
      <Text size="sm">{t('editor.holidays.text')}</Text>
      <Checkbox
        label={t('editor.holidays.all')}
        checked={all}
        indeterminate={!all && free.some((day) => ticked.has(day))}
        onChange={({ currentTarget }) => setTicked(new Set(currentTarget.checked ? free : []))}
      />
      <Stack gap="xs" pl="md">
        {holidays.map(({ day, name }) => (
          <Checkbox
            key={day}
            label={name}
            description={
              opened.has(day)
                ? t('editor.holidays.opened', { day: dateWords(day, language) })
                : dateWords(day, language)
            }
            disabled={opened.has(day)}
            checked={ticked.has(day)}
            onChange={({ currentTarget }) => tick(day, currentTarget.checked)}
          />
        ))}
      </Stack>
      <Group justify="flex-end">
        <Button onClick={() => onChosen(withHolidays(days, holidays, ticked))}>
          {t('editor.holidays.apply')}
        </Button>
      </Group>
    </Stack>
  )
}
