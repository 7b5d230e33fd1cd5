import { Alert } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'

/** Good news that stays on the page. */
export function Notice({ children }: { children: string }) {
  return (
    <Alert role="status" color="pine" icon={<IconCircleCheck aria-hidden />}>
      {children}
    </Alert>
  )
}
