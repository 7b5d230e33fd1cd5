import { Button, FileInput, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPhoto } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Attempt } from '@/api/attempt'
import { api, keyed, take } from '@/api/client'
import type { BillingSettings } from '@/api/shapes'
import { Confirm } from '@/ui/Confirm'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import { tell } from '@/ui/tell'
import classes from './billing.module.css'
import { base64Of, faultOf, kilobytes, LOGO_TYPES, readImage } from './logoFile'

interface Props {
  hostId: string
  settings: BillingSettings
  onSaved: (settings: BillingSettings) => void
}

export function LogoSection({ hostId, settings, onSaved }: Props) {
  const { t } = useTranslation()
  return (
    <Section id="logo" title={t('billing.logo.title')} lead={t('billing.logo.lead')}>
      <Stack align="flex-start">
        <Text>{t(settings.logo ? 'billing.logo.kept' : 'billing.logo.none')}</Text>
        {settings.logo && <Remove hostId={hostId} onSaved={onSaved} />}
        <Choose hostId={hostId} onSaved={onSaved} />
      </Stack>
    </Section>
  )
}

type Acting = Pick<Props, 'hostId' | 'onSaved'>

function Choose({ hostId, onSaved }: Acting) {
  const { t } = useTranslation()
  const attempt = useRef<Attempt>(null)
  const [file, setFile] = useState<File | null>(null)
  const [preview, setPreview] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  async function choose(chosen: File | null) {
    setFile(chosen)
    setPreview(null)
    setError(null)
    const wrong = chosen && faultOf(chosen)
    setFault(wrong && t(`billing.logo.${wrong}`, { size: kilobytes(chosen.size) }))
    if (!chosen || wrong) return
    setPreview(await readImage(chosen).catch(() => null))
  }

  function unreadable() {
    setPreview(null)
    setFault(t('billing.logo.unreadable'))
  }

  async function use(image: string) {
    attempt.current ??= new Attempt()
    setBusy(true)
    setError(null)
    try {
      const body = { image: base64Of(image) }
      const params = { path: { host_id: hostId }, header: keyed(attempt.current.keyFor(body)) }
      onSaved(await take(api.POST('/hosts/{host_id}/billing-settings/logo', { params, body })))
      attempt.current.renew()
      setFile(null)
      tell(t('billing.logo.used'))
    } catch (told) {
      setError(told)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <FileInput
        size="md"
        w="100%"
        maw={420}
        label={t('billing.logo.choose')}
        description={t('billing.logo.choose_hint')}
        accept={LOGO_TYPES.join(',')}
        placeholder={t('billing.logo.browse')}
        leftSection={<IconPhoto size={20} aria-hidden />}
        clearable
        clearButtonProps={{ 'aria-label': t('common.close') }}
        value={file}
        onChange={choose}
        error={fault}
      />
      {preview && (
        <div className={classes.preview}>
          <img src={preview} alt={t('billing.logo.preview')} onError={unreadable} />
        </div>
      )}
      <ProblemAlert error={error} />
      {file && preview && (
        <Button loading={busy} onClick={() => use(preview)}>
          {t('billing.logo.use')}
        </Button>
      )}
    </>
  )
}

function Remove({ hostId, onSaved }: Acting) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)

  async function remove() {
    const params = { path: { host_id: hostId } }
    onSaved(await take(api.DELETE('/hosts/{host_id}/billing-settings/logo', { params })))
  }

  return (
    <Group>
      <Button variant="default" onClick={open}>
        {t('billing.logo.remove')}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={t('billing.logo.remove_title')}
        action={t('billing.logo.remove')}
        danger
        send={remove}
        onDone={() => tell(t('billing.logo.removed'))}
      >
        <Text>{t('billing.logo.remove_text')}</Text>
      </Confirm>
    </Group>
  )
}
