import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './FieldGroup.module.css'

/** Fields that belong together, under a name that is read before each of them. */
export function FieldGroup({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{legend}</legend>
      <Stack>{children}</Stack>
    </fieldset>
  )
}
