import { Button, FileButton, Progress, Stack, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Attempt } from '@/api/attempt'
import { NotSent, send } from '@/pages/host/editor/images/send'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { NEEDED, OTHERS } from './columns'
import { beginImport } from './queries'

const MOST_BYTES = 20 * 1024 * 1024

/** Chooses a file and sends it; its page tells what becomes of it. */
export function NewImport() {
  const { t } = useTranslation()
  const { share, error, words, take, reset } = useSending()
  return (
    <Section title={t('imports.new')}>
      <Stack align="flex-start">
        <Text>{t('imports.format', { needed: NEEDED.join(', '), others: OTHERS.join(', ') })}</Text>
        <Text c="dimmed">{t('imports.again')}</Text>
        <FileButton accept=".csv,text/csv" onChange={take} resetRef={reset}>
          {(props) => (
            <Button
              {...props}
              loading={share !== null}
              leftSection={<IconFileImport size={20} aria-hidden />}
            >
              {t('imports.choose')}
            </Button>
          )}
        </FileButton>
        {share !== null && (
          <Progress w="100%" value={share * 100} aria-label={t('imports.sending')} />
        )}
        {words && (
          <Text role="alert" c="red">
            {words}
          </Text>
        )}
        <ProblemAlert error={error} />
      </Stack>
    </Section>
  )
}

function useSending() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const reset = useRef<() => void>(null)
  const leaving = useRef(new AbortController())
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [words, setWords] = useState('')

  useEffect(() => {
    const control = new AbortController()
    leaving.current = control
    return () => control.abort()
  }, [])

  async function take(file: File | null) {
    // The same file may be chosen again after it was refused.
    reset.current?.()
    setError(null)
    setWords(file && file.size > MOST_BYTES ? t('imports.too_large') : '')
    if (!file || file.size > MOST_BYTES) return
    setShare(0)
    try {
      const begun = await beginImport(file.name.slice(0, 200), new Attempt().keyFor(null))
      const typed = new File([file], file.name, { type: 'text/csv' })
      await send(begun, typed, setShare, leaving.current.signal)
      await navigate({
        to: '/exploitation/imports/$importId',
        params: { importId: begun.import_id },
      })
    } catch (told) {
      if (told instanceof NotSent) setWords(t('imports.not_sent'))
      else setError(told)
    } finally {
      setShare(null)
    }
  }

  return { share, error, words, take, reset }
}
