import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle, IconCircleCheck, IconHourglass, IconPoint } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Attempt } from '@/api/attempt'
import type { Rule } from '@/api/shapes'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Status } from '@/ui/Status'
import { tell } from '@/ui/tell'
import classes from './operations.module.css'
import { checkNow, isRunning, operationsKey } from './queries'
import { useRuleWords } from './useRuleWords'
import { Violations } from './Violations'

export function RuleEntry({ rule }: { rule: Rule }) {
  const { t } = useTranslation()
  const [shown, { toggle }] = useDisclosure(false)
  const words = useRuleWords()(rule.name)
  const list = useId()
  return (
    <li className={classes.entry}>
      <div className={classes.row}>
        <Stack gap={4} className={classes.words}>
          <Text fw={600}>{words}</Text>
          <LastRun rule={rule} />
        </Stack>
        <Group>
          <Standing rule={rule} />
          {rule.broken > 0 && (
            <Button
              variant="default"
              onClick={toggle}
              aria-expanded={shown}
              aria-label={t(shown ? 'operations.hide_named' : 'operations.show_named', {
                rule: words,
              })}
              aria-controls={shown ? list : undefined}
            >
              {t(shown ? 'operations.hide' : 'operations.show')}
            </Button>
          )}
          <CheckNow rule={rule} words={words} />
        </Group>
      </div>
      {shown && rule.broken > 0 && <Violations id={list} rule={rule.name} />}
    </li>
  )
}

function LastRun({ rule }: { rule: Rule }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const run = rule.last_run
  if (!run) return null
  const said = [
    run.finished_at
      ? t('operations.checked', {
          count: run.examined,
          moment: moment(run.finished_at, readersZone()),
        })
      : t('operations.running', { count: run.examined }),
  ]
  if (run.repaired > 0) said.push(t('operations.repaired', { count: run.repaired }))
  return (
    <Text size="sm" c="dimmed">
      {said.join(' · ')}
    </Text>
  )
}

function Standing({ rule }: { rule: Rule }) {
  const { t } = useTranslation()
  if (rule.broken > 0) {
    return (
      <Status tone="bad" icon={<IconAlertTriangle size={16} />}>
        {t('operations.broken', { count: rule.broken })}
      </Status>
    )
  }
  if (!rule.last_run) {
    return (
      <Status tone="quiet" icon={<IconPoint size={16} />}>
        {t('operations.never')}
      </Status>
    )
  }
  if (isRunning(rule)) {
    return (
      <Status tone="waiting" icon={<IconHourglass size={16} />}>
        {t('operations.under_way')}
      </Status>
    )
  }
  return (
    <Status tone="good" icon={<IconCircleCheck size={16} />}>
      {t('operations.holds')}
    </Status>
  )
}

function CheckNow({ rule, words }: { rule: Rule; words: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const attempt = useRef<Attempt>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  async function check() {
    attempt.current ??= new Attempt()
    setBusy(true)
    setError(null)
    try {
      await checkNow(rule.name, attempt.current.keyFor(null))
      attempt.current.renew()
      tell(t('operations.asked'))
    } catch (told) {
      setError(told)
    } finally {
      setBusy(false)
      await queries.invalidateQueries({ queryKey: operationsKey })
    }
  }

  return (
    <>
      <Button
        variant="default"
        loading={busy}
        disabled={isRunning(rule)}
        onClick={check}
        aria-label={t('operations.check_named', { rule: words })}
      >
        {t('operations.check')}
      </Button>
      <ProblemAlert error={error} />
    </>
  )
}
