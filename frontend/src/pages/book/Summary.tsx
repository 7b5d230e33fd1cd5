import { Alert, Group, Skeleton, Stack, Text } from '@mantine/core'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { CatalogueSpace, Preview, Room } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { PriceBreakdown } from '@/pages/booking/PriceBreakdown'
import { useTimeWords } from '@/time/useTimeWords'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { BookButton } from './BookButton'
import classes from './Summary.module.css'
import type { Choice } from './useChoice'

interface Props {
  space: CatalogueSpace
  room: Room
  choice: Choice
}

export const priceQuery = (
  spaceId: string,
  roomId: string,
  query: { start: string; end: string; people: number },
) =>
  queryOptions({
    queryKey: ['catalogue', 'price', spaceId, roomId, query],
    queryFn: () =>
      take(
        api.GET('/catalogue/spaces/{space_id}/rooms/{room_id}/price', {
          params: { path: { space_id: spaceId, room_id: roomId }, query },
        }),
      ),
    staleTime: 10_000,
  })

/** The exact price, how it came about, what happens next, and the button. */
export function Summary({ space, room, choice }: Props) {
  const { t } = useTranslation()
  const { start, end, people } = choice
  const picked = start && end
  const query = { start: start?.value ?? '', end: end?.value ?? '', people }
  const preview = useQuery({
    ...priceQuery(space.id, room.id, query),
    enabled: Boolean(picked),
    placeholderData: picked ? keepPreviousData : undefined,
  })
  return (
    <Section title={t('book.summary')}>
      <div aria-live="polite">
        {!picked && !choice.lost && <Text c="dimmed">{t('book.choose_first')}</Text>}
        {!picked && choice.lost && <Alert color="orange">{t('book.lost')}</Alert>}
        {picked && preview.isPending && <Skeleton height={160} />}
        {picked && <ProblemAlert error={preview.error} />}
        {picked && preview.data && !preview.error && <Offer preview={preview.data} />}
      </div>
      {picked && preview.data && !preview.error && (
        <BookButton
          spaceId={space.id}
          roomId={room.id}
          query={query}
          preview={preview.data}
          stale={preview.isPlaceholderData}
          onTaken={() => choice.week.refetch()}
        />
      )}
    </Section>
  )
}

function Offer({ preview }: { preview: Preview }) {
  const { t } = useTranslation()
  const { span } = useTimeWords()
  const next = useNextWords(preview)
  const { ttc } = preview.price.total
  return (
    <Stack>
      <Text>
        {span(preview.start, preview.end, preview.timezone)}
        <br />
        {t('booking.people_count', { count: preview.people })}
      </Text>
      <Group justify="space-between" align="baseline">
        <Text fw={550}>{t('book.total')}</Text>
        <Text size="xl">
          {ttc === 0 ? t('money.free') : <Amount cents={ttc} basis="TTC" strong />}
        </Text>
      </Group>
      {preview.price.basis && (
        <details className={classes.details}>
          <summary>{t('booking.price.how')}</summary>
          <PriceBreakdown price={preview.price} />
        </details>
      )}
      <Text>{next}</Text>
    </Stack>
  )
}

function useNextWords({ automatic, answer_by, timezone, price }: Preview): string {
  const { t } = useTranslation()
  const { moment } = useTimeWords()
  const free = price.total.ttc === 0
  if (automatic || !answer_by) return t(free ? 'book.next.automatic_free' : 'book.next.automatic')
  const by = { moment: moment(answer_by, timezone) }
  return free ? t('book.next.request_free', by) : t('book.next.request', by)
}
