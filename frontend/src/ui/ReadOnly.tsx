import { Alert } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './ReadOnly.module.css'

/** Controls that their reader may see and not use: the browser itself holds each of them back. */
export function Locked({ locked, children }: { locked: boolean; children: ReactNode }) {
  if (!locked) return children
  return (
    <fieldset disabled className={classes.fields}>
      {children}
    </fieldset>
  )
}

/** Why what follows is locked. */
export function LockedNotice({ children }: { children: string }) {
  return (
    <Alert color="gray" icon={<IconLock aria-hidden />}>
      {children}
    </Alert>
  )
}
