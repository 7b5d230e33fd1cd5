import { Button, Stack } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { fetchSheet } from './queries'
import { saveText } from './save'

interface Props {
  hostId: string
  month: string
}

/** The month for a spreadsheet. */
export function SheetButton({ hostId, month }: Props) {
  const { t } = useTranslation()
  const fetching = useMutation({
    mutationFn: () => fetchSheet(hostId, month),
    onSuccess: ({ file_name, text }) => saveText(file_name, text, 'text/csv;charset=utf-8'),
  })
  return (
    <Stack align="flex-start" gap="sm">
      <Button
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        loading={fetching.isPending}
        onClick={() => fetching.mutate()}
      >
        {t('payouts.month.sheet')}
      </Button>
      <ProblemAlert error={fetching.error} />
    </Stack>
  )
}
