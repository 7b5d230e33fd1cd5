import { Button, Stack, Table, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ImportNote, ListingImport } from '@/api/shapes'
import { usePages } from '@/api/usePages'
import { List } from '@/ui/List'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import classes from '../operations.module.css'
import { save, toCsv } from './csv'
import { allNotes, fetchNotes, notesKey } from './queries'

const cellsOf = ({ row, column, reference, value, message }: ImportNote) => [
  String(row),
  column ?? '',
  reference,
  value,
  message,
]

/** What is wrong, row by row: on the page, and as a table to work with. */
export function NotesSection({ one }: { one: ListingImport }) {
  const { t } = useTranslation()
  const notes = usePages(notesKey(one.id), fetchNotes(one.id))
  const titles = (['row', 'column', 'reference', 'value', 'reason'] as const).map((name) =>
    t(`imports.${name}`),
  )
  const download = useMutation({
    mutationFn: () => allNotes(one.id),
    onSuccess: (all) => save(toCsv([titles, ...all.map(cellsOf)]), `${one.id}.csv`),
  })
  return (
    <Section title={t('imports.notes')} lead={t('imports.notes_lead')}>
      <List pages={notes} empty={<Text>{t('imports.notes_none')}</Text>}>
        {(items) => (
          <Stack align="flex-start">
            <Button
              variant="default"
              loading={download.isPending}
              leftSection={<IconDownload size={20} aria-hidden />}
              onClick={() => download.mutate()}
            >
              {t('imports.download')}
            </Button>
            <ProblemAlert error={download.error} />
            <Table.ScrollContainer minWidth={520} w="100%">
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    {titles.map((title) => (
                      <Table.Th key={title}>{title}</Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((note) => (
                    <Row key={`${note.row} ${note.column} ${note.code}`} note={note} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Stack>
        )}
      </List>
    </Section>
  )
}

function Row({ note }: { note: ImportNote }) {
  const [row, column, reference, value, message] = cellsOf(note)
  return (
    <Table.Tr>
      <Table.Th scope="row">{row}</Table.Th>
      <Table.Td>{column}</Table.Td>
      <Table.Td className={classes.subject}>{reference}</Table.Td>
      <Table.Td className={classes.subject}>{value}</Table.Td>
      <Table.Td>{message}</Table.Td>
    </Table.Tr>
  )
}
