import { Paper, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageTitle } from '@/ui/PageTitle'

interface Props {
  title: string
  lead?: ReactNode
  children: ReactNode
}

export function AuthCard({ title, lead, children }: Props) {
  return (
    <Paper maw={460} mx="auto" p={{ base: 0, xs: 'xl' }} radius="lg">
      <PageTitle lead={lead}>{title}</PageTitle>
      <Stack>{children}</Stack>
    </Paper>
  )
}
