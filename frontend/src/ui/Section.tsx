import { Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './Section.module.css'

interface Props {
  id?: string
  title: string
  lead?: string
  children: ReactNode
}

/** A titled part of a page, framed, reachable by its heading. */
export function Section({ id, title, lead, children }: Props) {
  const heading = useId()
  return (
    <section id={id} aria-labelledby={heading} className={classes.section}>
      <Stack gap={2} mb="md">
        <Title order={2} size="h3" id={heading}>
          {title}
        </Title>
        {lead && (
          <Text c="dimmed" size="sm">
            {lead}
          </Text>
        )}
      </Stack>
      {children}
    </section>
  )
}
