import { Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'

interface Props {
  children: string
  lead?: ReactNode
  actions?: ReactNode
}

let landingPath: string | null = null

/** The one h1 of a page. After a navigation it takes the focus, so that the new page is announced. */
export function PageTitle({ children, lead, actions }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${children} · Pupitre`
  }, [children])

  useEffect(() => {
    landingPath ??= location.pathname
    // On the page one lands on, the focus begins at the skip link, whichever title shows first while it loads.
    if (location.pathname === landingPath) return
    landingPath = ''
    heading.current?.focus({ preventScroll: true })
  }, [])

  return (
    <Group justify="space-between" align="flex-start" gap="md" mb="lg">
      <Stack gap={4} maw="70ch">
        <Title order={1} ref={heading} tabIndex={-1}>
          {children}
        </Title>
        {lead && <Text c="dimmed">{lead}</Text>}
      </Stack>
      {actions && <Group gap="sm">{actions}</Group>}
    </Group>
  )
}
