import type { ReactNode } from 'react'
import classes from './TabLinks.module.css'

/** Pages that belong together, beside each other: links of the address, of which one is the page shown. */
export function TabLinks({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      {children}
    </nav>
  )
}
