import { Button, Stack, Text } from '@mantine/core'
import { IconDownload, IconHourglass } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import type { Document } from '@/api/shapes'
import { useProblemWords } from '@/ui/ProblemAlert'
import { Status } from '@/ui/Status'
import { download } from './download'
import type { Files } from './source'

interface Props {
  source: Files
  document: Document
}

/** The file of a document, or word that it is being prepared; a refusal is said beside the button. */
export function DownloadButton({ source, document }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const words = useProblemWords()
  const { number, stored } = document
  const fetching = useMutation({
    mutationFn: () => source.file(document.id),
    onSuccess: ({ url }) => download(url),
    onError: () => queries.invalidateQueries({ queryKey: source.key }),
  })
  if (!stored) {
    return (
      <Status tone="waiting" icon={<IconHourglass size={16} />}>
        {t('documents.preparing')}
      </Status>
    )
  }
  const problem = fetching.error && asProblem(fetching.error)
  return (
    <Stack gap={4} align="flex-start">
      <Button
        size="sm"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        aria-label={t('documents.download_named', { number })}
        loading={fetching.isPending}
        onClick={() => fetching.mutate()}
      >
        {t('documents.download')}
      </Button>
      {problem && (
        <Text
          size="sm"
          role="alert"
          maw="22ch"
          c={problem.code === 'document_in_preparation' ? 'dimmed' : 'red'}
        >
          {words(problem)}
        </Text>
      )}
    </Stack>
  )
}
