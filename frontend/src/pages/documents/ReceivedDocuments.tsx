import { IconFileInvoice } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Empty } from '@/ui/Empty'
import { List } from '@/ui/List'
import { DocumentsTable } from './DocumentsTable'
import type { Received } from './source'
import { useDocuments } from './useDocuments'

interface Props {
  source: Received
  /** Said while there is none: when the first will come. */
  empty: string
  action: ReactNode
}

/** What was issued to somebody by others, the newest first. */
export function ReceivedDocuments({ source, empty, action }: Props) {
  const documents = useDocuments([...source.key, 'list'], source.page)
  return (
    <List
      pages={documents}
      empty={
        <Empty icon={<IconFileInvoice size={28} />} action={action}>
          {empty}
        </Empty>
      }
    >
      {(items) => (
        <DocumentsTable
          documents={items}
          source={source}
          party="seller"
          title={({ title }) => title}
        />
      )}
    </List>
  )
}
