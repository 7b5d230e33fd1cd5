import { Button, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Attempt } from '@/api/attempt'
import { api, keyed, take } from '@/api/client'
import { asProblem } from '@/api/problem'
import type { Booking, Preview } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { goAndPay } from '@/pages/booking/checkout'
import { bookingQuery } from '@/pages/booking/queries'
import { useSession } from '@/session/useSession'
import { ButtonLink } from '@/ui/links'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { InvoiceTo } from './InvoiceTo'
import { JoinList } from './JoinList'
import { TERMS_BOX, TermsBox } from './TermsBox'
import { useAcceptance } from './useAcceptance'

interface Props {
  spaceId: string
  roomId: string
  query: { start: string; end: string; people: number }
  preview: Preview
  /** The price on screen is that of the previous choice: wait for the right one. */
  stale: boolean
  onTaken?: () => void
  /** Books in another way than by itself. */
  send?: (asked: Asked, key: string) => Promise<Booking>
}

/** What the coworker saw and accepted. */
interface Asked {
  expected_ttc: number
  terms: string
}

export function BookButton({ spaceId, roomId, query, preview, stale, onTaken, send }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { phase } = useSession()
  const { href } = useLocation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const attempt = useRef<Attempt>(null)
  const { ttc } = preview.price.total
  const paid = preview.price.basis !== null
  const acceptance = useAcceptance(paid && phase !== 'anonymous')

  async function ask(): Promise<Booking> {
    attempt.current ??= new Attempt()
    const terms = paid ? (acceptance.terms?.text_version ?? '') : ''
    const asked = { expected_ttc: ttc, terms }
    const body = { space_id: spaceId, room_id: roomId, ...query, ...asked }
    const key = attempt.current.keyFor(body)
    if (send) return send(asked, key)
    return take(api.POST('/bookings', { params: { header: keyed(key) }, body }))
  }

  const book = useMutation({
    mutationFn: ask,
    onSuccess: async (booking) => {
      attempt.current?.renew()
      queries.setQueryData(bookingQuery(booking.id).queryKey, booking)
      void queries.invalidateQueries({ queryKey: ['bookings', 'list'] })
      void queries.invalidateQueries({ queryKey: ['bookings', 'series'] })
      if (booking.checkout_url) return goAndPay(booking.checkout_url)
      await navigate({ to: '/reservations/$bookingId', params: { bookingId: booking.id } })
    },
    onError: (error) => {
      const { code } = asProblem(error)
      if (code === 'slot_taken') onTaken?.()
      if (code === 'terms_changed') acceptance.outdated()
      if (code === 'slot_taken' || code === 'price_changed') {
        void queries.invalidateQueries({ queryKey: ['catalogue', 'price', spaceId, roomId] })
      }
    },
  })

  function go() {
    if (!paid || acceptance.accepted) return book.mutate()
    acceptance.miss()
    document.getElementById(TERMS_BOX)?.focus()
  }

  if (phase === 'anonymous') {
    return (
      <ButtonLink to="/connexion" search={{ next: href }} fullWidth mt="md">
        {t('book.sign_in')}
      </ButtonLink>
    )
  }
  const amount = `${euros(ttc, language)} ${t('money.TTC')}`
  const free = ttc === 0
  const words = free
    ? t(preview.automatic ? 'book.confirm' : 'book.send')
    : t('book.pay', { amount })
  return (
    <Stack gap="sm" mt="md">
      {paid && (
        <>
          <InvoiceTo />
          <TermsBox acceptance={acceptance} />
        </>
      )}
      <ProblemAlert error={book.error} />
      {!preview.free && !book.error && <Text role="status">{t('book.no_longer_free')}</Text>}
      {!preview.free && !stale && <JoinList spaceId={spaceId} roomId={roomId} query={query} />}
      <Button
        fullWidth
        disabled={!preview.free || stale || (paid && !acceptance.terms)}
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
