import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Empty.module.css'

interface Props {
  icon: ReactNode
  children: string
  action?: ReactNode
}

/** Nothing here yet: one sentence that teaches the next step, one button that takes it. */
export function Empty({ icon, children, action }: Props) {
  return (
    <Stack align="center" gap="md" className={classes.empty}>
      <span aria-hidden className={classes.icon}>
        {icon}
      </span>
      <Text ta="center" maw="44ch">
        {children}
      </Text>
      {action}
    </Stack>
  )
}
