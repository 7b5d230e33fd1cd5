import { Button, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '@/i18n/useLanguage'
import { centsOf, euros } from '@/money/money'
import { dateWords } from '@/time/format'
import { Confirm } from '@/ui/Confirm'
import { EuroInput } from '@/ui/EuroInput'
import { Notice } from '@/ui/Notice'
import { balanceQuery, payOut } from './queries'

/** An amount of what is free, to the platform’s bank; `free` in cents. */
export function OwnPayout({ free }: { free: number }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [typed, setTyped] = useState<number | string>('')
  const [refused, setRefused] = useState(false)
  const [sent, setSent] = useState('')
  const [opened, { open, close }] = useDisclosure(false)
  const cents = centsOf(typed) ?? 0
  const fits = cents > 0 && cents <= free

  function ask(event: FormEvent) {
    event.preventDefault()
    setRefused(!fits)
    if (fits) open()
  }

  async function send(key: string) {
    const { amount, arrives_on } = await payOut(cents, key)
    const day = dateWords(arrives_on, language)
    setSent(t('balance.sent', { amount: euros(amount, language), day }))
  }

  return (
    <Stack>
      {sent && <Notice>{sent}</Notice>}
      {free === 0 ? (
        <Text>{t('balance.none_free')}</Text>
      ) : (
        <form onSubmit={ask} noValidate>
          <Stack align="flex-start">
            <EuroInput
              label={t('balance.amount')}
              description={t('balance.at_most', { amount: euros(free, language) })}
              value={typed}
              onChange={setTyped}
              error={refused && !fits && t('balance.wrong', { amount: euros(free, language) })}
            />
            <Button type="submit">{t('balance.send')}</Button>
          </Stack>
        </form>
      )}
      <Confirm
        opened={opened}
        onClose={close}
        title={t('balance.title_sure', { amount: euros(cents, language) })}
        action={t('balance.send')}
        body={cents}
        send={send}
        onDone={() => {
          setTyped('')
          void queries.invalidateQueries({ queryKey: balanceQuery.queryKey })
        }}
      >
        <Text>{t('balance.sure')}</Text>
      </Confirm>
    </Stack>
  )
}
