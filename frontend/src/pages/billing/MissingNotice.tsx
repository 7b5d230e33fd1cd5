import { Alert, Anchor, List, Stack, Text } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { Notice } from '@/ui/Notice'
import { fieldOf } from './codes'
import { toField } from './fields'
import { useMissingWords } from './useMissingWords'

interface Props {
  missing: readonly string[]
  /** What is said when something lacks, and when nothing does. */
  lead: string
  ready: string
}

/** What keeps paid rooms from being sold, each leading to its field below. */
export function MissingNotice({ missing, lead, ready }: Props) {
  const words = useMissingWords()
  if (missing.length === 0) return <Notice>{ready}</Notice>
  return (
    <Alert role="status" color="yellow" icon={<IconListCheck aria-hidden />}>
      <Stack gap="xs">
        <Text>{lead}</Text>
        <List>
          {missing.map((code) => (
            <List.Item key={code}>
              <FieldLink code={code}>{words(code)}</FieldLink>
            </List.Item>
          ))}
        </List>
      </Stack>
    </Alert>
  )
}

export function FieldLink({ code, children }: { code: string; children: string }) {
  const field = fieldOf(code)
  if (!field) return children
  return (
    <Anchor href={`#${field}`} onClick={toField(field)}>
      {children}
    </Anchor>
  )
}
