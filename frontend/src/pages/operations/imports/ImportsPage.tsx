import { Stack, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ListingImport } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { readersZone } from '@/time/format'
import { useTimeWords } from '@/time/useTimeWords'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { TextLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { Section } from '@/ui/Section'
import classes from '../operations.module.css'
import { ImportStatus } from './ImportStatus'
import { NewImport } from './NewImport'
import { fetchImports, importsKey, isUnderWay } from './queries'

const SOON = 3_000

export function ImportsPage() {
  const { t } = useTranslation()
  const imports = usePages([...importsKey, 'list'], fetchImports, {
    refetchInterval: (items) => (items.some(isUnderWay) ? SOON : false),
  })
  return (
    <>
      <PageTitle lead={t('imports.lead')}>{t('imports.title')}</PageTitle>
      <Stack gap="lg">
        <NewImport />
        <Section title={t('imports.list')}>
          <List
            pages={imports}
            empty={<Empty icon={<IconFileImport size={28} />}>{t('imports.none')}</Empty>}
          >
            {(items) => (
              <ul className={classes.list}>
                {items.map((one) => (
                  <Line key={one.id} one={one} />
                ))}
              </ul>
            )}
          </List>
        </Section>
      </Stack>
    </>
  )
}

function Line({ one }: { one: ListingImport }) {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  return (
    <li className={classes.entry}>
      <div className={classes.row}>
        <Stack gap={4} className={classes.words} align="flex-start">
          <TextLink to="/exploitation/imports/$importId" params={{ importId: one.id }}>
            {one.file_name}
          </TextLink>
          <Text size="sm" c="dimmed">
            {t('imports.began', { moment: moment(one.created_at, readersZone()) })}
            {' · '}
            {t('imports.counts.made', { count: one.made })}
          </Text>
        </Stack>
        <ImportStatus state={one.state} />
      </div>
    </li>
  )
}
