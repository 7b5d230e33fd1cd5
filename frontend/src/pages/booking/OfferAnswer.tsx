import { Button, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import { asProblem } from '@/api/problem'
import type { Booking } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros } from '@/money/money'
import { InvoiceTo } from '@/pages/book/InvoiceTo'
import { TERMS_BOX, TermsBox } from '@/pages/book/TermsBox'
import { useAcceptance } from '@/pages/book/useAcceptance'
import { useNow } from '@/time/useNow'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { goAndPay } from './checkout'
import { bookingQuery } from './queries'

/** A place that came free is taken, at the price that is shown, while it is kept. */
export function OfferAnswer({ booking }: { booking: Booking }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const paid = booking.price.basis !== null
  const acceptance = useAcceptance(paid)
  const { ttc } = booking.total
  const over = useNow() >= Date.parse(booking.offered_until ?? '')

  const accept = useMutation({
    mutationFn: () =>
      take(
        api.POST('/bookings/{booking_id}/offer-acceptance', {
          params: { path: { booking_id: booking.id } },
          body: { expected_ttc: ttc, terms: paid ? (acceptance.terms?.text_version ?? '') : '' },
        }),
      ),
    onSuccess: (taken) => {
      void queries.invalidateQueries({ queryKey: ['bookings', 'list'] })
      if (taken.checkout_url) return goAndPay(taken.checkout_url)
      queries.setQueryData(bookingQuery(booking.id).queryKey, taken)
    },
    onError: (error) => {
      const { code } = asProblem(error)
      if (code === 'terms_changed') acceptance.outdated()
      if (code === 'offer_over') {
        void queries.invalidateQueries({ queryKey: bookingQuery(booking.id).queryKey })
      }
    },
  })

  function go() {
    if (!paid || acceptance.accepted) return accept.mutate()
    acceptance.miss()
    document.getElementById(TERMS_BOX)?.focus()
  }

  const amount = `${euros(ttc, language)} ${t('money.TTC')}`
  return (
    <Stack gap="sm" align="flex-start">
      {paid && (
        <>
          <InvoiceTo />
          <TermsBox acceptance={acceptance} />
        </>
      )}
      <ProblemAlert error={accept.error} />
      <Button
        disabled={over || (paid && !acceptance.terms)}
        loading={accept.isPending || (accept.isSuccess && ttc > 0)}
        onClick={go}
      >
        {ttc > 0 ? t('waiting.take_and_pay', { amount }) : t('waiting.take')}
      </Button>
    </Stack>
  )
}
