import { Button, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Closing } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { monthWords } from '@/pages/payouts/months'
import { Confirm } from '@/ui/Confirm'
import { tell } from '@/ui/tell'
import { closingKey, runClosing } from './queries'

/** « Lancer la clôture »: possible once the month is over, as often as one likes. */
export function RunClosing({ closing }: { closing: Closing }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [opened, { open, close }] = useDisclosure(false)
  const why = useId()
  const { month, over } = closing

  async function run() {
    const { asked } = await runClosing(month)
    tell(t('closings.run_done', { count: asked }))
  }

  return (
    <Stack align="flex-start" gap="xs">
      <Button disabled={!over} aria-describedby={over ? undefined : why} onClick={open}>
        {t('closings.run')}
      </Button>
      {!over && (
        <Text id={why} size="sm">
          {t('closings.not_over')}
        </Text>
      )}
      <Confirm
        opened={opened}
        onClose={close}
        title={t('closings.run_title', { month: monthWords(month, language) })}
        action={t('closings.run')}
        send={run}
        onDone={() => queries.invalidateQueries({ queryKey: closingKey(month) })}
      >
        <Text>{t('closings.run_text')}</Text>
      </Confirm>
    </Stack>
  )
}
