import { Stack } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import classes from './Folded.module.css'

interface Props {
  title: string
  /** What is inside, in words, while it is folded. */
  hint: string
  /** A refused field unfolds it, and it stays so while it is mended. */
  refused: boolean
  children: ReactNode
}

/** Fields that few need, behind their name. */
export function Folded({ title, hint, refused, children }: Props) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (refused) setOpen(true)
  }, [refused])
  return (
    <details
      className={classes.folded}
      // At once, and not after the effect: the focus goes to the refused field in the same breath.
      open={open || refused}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className={classes.summary}>
        <span className={classes.title}>{title}</span>
        <span className={classes.hint}>{hint}</span>
      </summary>
      <Stack pt="xs">{children}</Stack>
    </details>
  )
}
