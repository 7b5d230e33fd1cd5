import type { ReactNode } from 'react'
import classes from './Status.module.css'

export type Tone = 'quiet' | 'waiting' | 'good' | 'bad'

/** A state by its colour, its icon and its word. */
export function Status({
  tone,
  icon,
  children,
}: {
  tone: Tone
  icon: ReactNode
  children: string
}) {
  return (
    <span className={classes.status} data-tone={tone}>
      <span aria-hidden className={classes.icon}>
        {icon}
      </span>
      {children}
    </span>
  )
}
