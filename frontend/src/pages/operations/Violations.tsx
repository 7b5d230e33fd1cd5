import { Code, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/usePages'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { List } from '@/ui/List'
import classes from './operations.module.css'
import { fetchViolations, violationsKey } from './queries'

/** Where a rule does not hold: ids and figures, for whoever mends it. */
export function Violations({ id, rule }: { id: string; rule: string }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const violations = usePages(violationsKey(rule), fetchViolations(rule))
  return (
    <div id={id}>
      <List pages={violations} empty={<Text mt="sm">{t('operations.mended')}</Text>}>
        {(items) => (
          <ul className={classes.list}>
            {items.map((violation) => (
              <li key={violation.subject} className={classes.entry}>
                <Stack gap={4}>
                  <Code className={classes.subject}>{violation.subject}</Code>
                  {/* Written for the log and for engineers too, so in English whoever reads. */}
                  <Text size="sm" lang="en">
                    {violation.detail}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t('operations.since', {
                      moment: moment(violation.first_seen, readersZone()),
                    })}
                  </Text>
                </Stack>
              </li>
            ))}
          </ul>
        )}
      </List>
    </div>
  )
}
