import type { ReactNode } from 'react'
import classes from './Status.module.css'

export type Tone = 'quiet' | 'waiting' | 'good' | 'bad'

/** A state by its colour, its icon and its word. */
export function Status({
  tone,
  icon,
  wraps = false,
  children,
}: {
  tone: Tone
  icon: ReactNode
  /** For a state that is a sentence: narrow places break it. */
  wraps?: boolean
  children: string
}) {
  return (
    <span className={classes.status} data-tone={tone} data-wraps={wraps || undefined}>
      <span aria-hidden className={classes.icon}>
        {icon}
      </span>
      {children}
    </span>
  )
}
