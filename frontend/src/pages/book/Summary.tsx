import { Alert, Group, Skeleton, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CatalogueSpace, Preview, Room } from '@/api/shapes'
import { Amount } from '@/money/Amount'
import { PriceBreakdown } from '@/pages/booking/PriceBreakdown'
import { useTimeWords } from '@/time/useTimeWords'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { BookButton } from './BookButton'
import { Conditions } from './Conditions'
import { priceQuery } from './price'
import { SeriesSummary } from './SeriesSummary'
import classes from './Summary.module.css'
import type { Choice } from './useChoice'

interface Props {
  space: CatalogueSpace
  room: Room
  choice: Choice
}

/** The exact price, how it came about, what happens next, and the button. */
export function Summary({ space, room, choice }: Props) {
  const { t } = useTranslation()
  const { start, end, people, weeks } = choice
  const picked = start && end
  const once = picked && !weeks
  const query = { start: start?.value ?? '', end: end?.value ?? '', people }
  const preview = useQuery({
    ...priceQuery(space.id, room.id, query),
    enabled: Boolean(once),
    placeholderData: once ? keepPreviousData : undefined,
  })
  return (
    <Section title={t('book.summary')}>
      <div aria-live="polite">
        {!picked && !choice.lost && <Text c="dimmed">{t('book.choose_first')}</Text>}
        {!picked && choice.lost && <Alert color="orange">{t('book.lost')}</Alert>}
        {once && preview.isPending && <Skeleton height={160} />}
        {once && <ProblemAlert error={preview.error} />}
        {once && preview.data && !preview.error && <Offer preview={preview.data} />}
      </div>
      {picked && weeks ? (
        <SeriesSummary
          space={space}
          room={room}
          query={{ ...query, weeks }}
          first={start.instant}
          onTaken={() => choice.week.refetch()}
        />
      ) : (
        <Conditions space={space} room={room} />
      )}
      {once && preview.data && !preview.error && (
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

export function Offer({ preview }: { preview: Preview }) {
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
