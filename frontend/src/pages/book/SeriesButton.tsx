import { Button, Radio, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Attempt } from '@/api/attempt'
import { api, keyed, take } from '@/api/client'
import { asProblem } from '@/api/problem'
import type { Room, Series, SeriesPreview } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { goAndPay } from '@/pages/booking/checkout'
import { type SeriesWish, seriesPriceKey, seriesQuery } from '@/pages/series/queries'
import { useSession } from '@/session/useSession'
import long from '@/ui/LongButton.module.css'
import { ButtonLink } from '@/ui/links'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { InvoiceTo } from './InvoiceTo'
import { TERMS_BOX, TermsBox } from './TermsBox'
import { useAcceptance } from './useAcceptance'

interface Props {
  spaceId: string
  room: Room
  query: SeriesWish
  preview: SeriesPreview
  /** The list on screen is that of the previous choice. */
  stale: boolean
  onTaken: () => void
}

const SOME_DATES = 'some-dates'
const OUTDATED = ['series_changed', 'series_not_possible', 'slot_taken', 'price_changed']

export function SeriesButton({ spaceId, room, query, preview, stale, onTaken }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { phase } = useSession()
  const { href } = useLocation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const attempt = useRef<Attempt>(null)
  const { bookable, dates, total } = preview
  const paid = room.tariff !== null
  const acceptance = useAcceptance(paid && phase !== 'anonymous')
  const choice = useSomeDates(preview)

  async function send(): Promise<Series> {
    attempt.current ??= new Attempt()
    const body = {
      space_id: spaceId,
      room_id: room.id,
      ...query,
      mode: choice.complete ? ('all_or_nothing' as const) : ('best_effort' as const),
      expected_dates: bookable,
      expected_ttc: total.ttc,
      terms: paid ? (acceptance.terms?.text_version ?? '') : '',
    }
    const params = { header: keyed(attempt.current.keyFor(body)) }
    return take(api.POST('/series', { params, body }))
  }

  const book = useMutation({
    mutationFn: send,
    onSuccess: async (series) => {
      attempt.current?.renew()
      queries.setQueryData(seriesQuery(series.id).queryKey, series)
      void queries.invalidateQueries({ queryKey: ['bookings', 'list'] })
      if (series.checkout_url) return goAndPay(series.checkout_url)
      await navigate({ to: '/series/$seriesId', params: { seriesId: series.id } })
    },
    onError: (error) => {
      const { code } = asProblem(error)
      if (code === 'terms_changed') acceptance.outdated()
      if (!OUTDATED.includes(code)) return
      onTaken()
      void queries.invalidateQueries({ queryKey: seriesPriceKey(spaceId, room.id) })
    },
  })

  function go() {
    if (!choice.settled) {
      choice.miss()
      return document.getElementById(SOME_DATES)?.focus()
    }
    if (!paid || acceptance.accepted) return book.mutate()
    acceptance.miss()
    document.getElementById(TERMS_BOX)?.focus()
  }

  const refreshed = OUTDATED.includes(book.error ? asProblem(book.error).code : '')
  const problem = (
    <>
      <ProblemAlert error={book.error} />
      {refreshed && <Text role="status">{t('series.offer.refreshed')}</Text>}
    </>
  )
  if (bookable === 0) return problem
  if (phase === 'anonymous') {
    return (
      <ButtonLink to="/connexion" search={{ next: href }} fullWidth mt="md">
        {t('book.sign_in')}
      </ButtonLink>
    )
  }
  const free = total.ttc === 0
  const amount = `${euros(total.ttc, language)} ${t('money.TTC')}`
  const words = free
    ? t(preview.automatic ? 'series.confirm' : 'series.send', { count: bookable })
    : t('series.pay', { count: bookable, amount })
  return (
    <Stack gap="sm" mt="md">
      {!choice.complete && <SomeDates choice={choice} left={dates.length - bookable} />}
      {paid && (
        <>
          <InvoiceTo />
          <TermsBox acceptance={acceptance} />
        </>
      )}
      {problem}
      <Button
        fullWidth
        classNames={{ root: long.button, label: long.label }}
        disabled={stale || (paid && !acceptance.terms)}
        loading={book.isPending || (book.isSuccess && !free)}
        onClick={go}
      >
        {words}
      </Button>
      {!free && (
        <Text size="sm" c="dimmed" ta="center">
          {t('book.leaving')}
        </Text>
      )}
    </Stack>
  )
}

/** Whether the coworker takes the free dates without the others: said again once they are others. */
function useSomeDates({ bookable, dates }: SeriesPreview) {
  const free = dates.filter(({ total }) => total).map(({ start }) => start)
  const [agreedTo, setAgreedTo] = useState('')
  const [missed, setMissed] = useState(false)
  const complete = bookable === dates.length
  const agreed = agreedTo === free.join()
  return {
    complete,
    bookable,
    agreed,
    settled: complete || agreed,
    agree: () => setAgreedTo(free.join()),
    missed: missed && !agreed,
    miss: () => setMissed(true),
  }
}

interface SomeDatesProps {
  choice: ReturnType<typeof useSomeDates>
  left: number
}

function SomeDates({ choice, left }: SomeDatesProps) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      label={t('series.mode.label')}
      error={choice.missed && t('series.mode.needed')}
      value={choice.agreed ? 'best_effort' : ''}
      onChange={choice.agree}
    >
      <Stack gap="sm" my="xs">
        <Radio
          value="all_or_nothing"
          disabled
          label={t('series.mode.all')}
          description={t('series.mode.all_why', { count: left })}
        />
        <Radio
          id={SOME_DATES}
          value="best_effort"
          label={t('series.mode.some', { count: choice.bookable })}
          description={t('series.mode.some_hint')}
        />
      </Stack>
    </Radio.Group>
  )
}
