import { Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, keyed, take } from '@/api/client'
import type { Series, SeriesDate } from '@/api/shapes'
import { BookButton } from '@/pages/book/BookButton'
import { priceQuery } from '@/pages/book/price'
import { Offer } from '@/pages/book/Summary'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'

interface Props {
  series: Series
  date: SeriesDate
  onClose: () => void
}

/** A date that was left out, at its own price, with its own payment and answer. */
export function BookDateDialog({ series, date, onClose }: Props) {
  const { t } = useTranslation()
  const { space_id, room_id, people } = series
  const query = { start: date.start, end: date.end, people }
  const preview = useQuery(priceQuery(space_id, room_id, query))

  function send(asked: { expected_ttc: number; terms: string }, key: string) {
    const params = { path: { series_id: series.id }, header: keyed(key) }
    const body = { start: date.start, ...asked }
    return take(api.POST('/series/{series_id}/dates', { params, body }))
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('series.later.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text>{t('series.later.text')}</Text>
        {preview.isPending && <Loading rows={1} height={160} />}
        <ProblemAlert error={preview.error} onRetry={() => preview.refetch()} />
        {preview.data && !preview.error && (
          <>
            <Offer preview={preview.data} />
            <BookButton
              spaceId={space_id}
              roomId={room_id}
              query={query}
              preview={preview.data}
              stale={false}
              send={send}
            />
          </>
        )}
      </Stack>
    </Modal>
  )
}
