import { Loader, Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '@/ui/links'
import { PageTitle } from '@/ui/PageTitle'
import { bookingQuery } from './queries'

const EVERY = 1_500
const LONG = 20_000

/** Back from Checkout: the money is announced by a webhook, which may come after the person. */
export function PaymentReturn({ bookingId }: { bookingId: string }) {
  const { t } = useTranslation()
  const [slow, setSlow] = useState(false)
  useQuery({ ...bookingQuery(bookingId), refetchInterval: EVERY })

  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), LONG)
    return () => clearTimeout(timer)
  }, [])

  return (
    <Paper maw={520} mx="auto" ta="center">
      <PageTitle>{t('booking.return.title')}</PageTitle>
      <Stack align="center" role="status">
        <Loader aria-hidden />
        <Text>{t(slow ? 'booking.return.slow' : 'booking.return.text')}</Text>
        {slow && (
          <ButtonLink to="/reservations/$bookingId" params={{ bookingId }} variant="default">
            {t('booking.return.go')}
          </ButtonLink>
        )}
      </Stack>
    </Paper>
  )
}
