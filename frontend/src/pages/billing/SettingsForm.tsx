import { Button, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BillingSettings } from '@/api/shapes'
import { LeaveGuard } from '@/pages/host/editor/LeaveGuard'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { tell } from '@/ui/tell'
import { useSubmit } from '@/ui/useSubmit'
import classes from './billing.module.css'
import { legalToday } from './dated'
import { EntityFields } from './EntityFields'
import { focusField } from './fields'
import { PaperFields } from './PaperFields'
import {
  restsOn,
  type SettingsFormApi,
  type SettingsValues,
  toForm,
  unchosen,
} from './settingsForm'

interface Props<Body> {
  /** The latest that is known; a logo or a mandate may have moved its version. */
  saved: BillingSettings
  toBody: (values: SettingsValues) => Body
  send: (body: Body, version: number) => Promise<BillingSettings>
  /** Fetches what somebody else saved. */
  reload: () => Promise<BillingSettings>
  onSaved: (settings: BillingSettings) => void
  /** What is dated: it differs between a host and the platform. */
  children: (form: SettingsFormApi) => ReactNode
}

/** The settings of a host or of the platform, saved as a whole, complete or not. */
export function SettingsForm<Body>(props: Props<Body>) {
  const { saved, toBody, send, reload, onSaved, children } = props
  const { t } = useTranslation()
  const [shown, setShown] = useState(saved)
  const form = useForm<SettingsValues>({
    initialValues: toForm(saved, legalToday()),
    validate: (values) => ({
      ...Object.fromEntries(unchosen(values).map((path) => [path, t('billing.dated.choose')])),
      ...(values.payment_days === '' && { payment_days: t('billing.papers.payment_days_needed') }),
    }),
  })

  function show(settings: BillingSettings) {
    const values = toForm(settings, legalToday())
    form.setInitialValues(values)
    form.setValues(values)
    form.resetDirty(values)
    form.clearErrors()
    setShown(settings)
  }

  const submit = useSubmit({
    form,
    send: (values) => send(toBody(values), restsOn(shown, saved, toBody)),
    onDone: (settings) => {
      show(settings)
      onSaved(settings)
      tell(t('billing.saved'))
    },
  })

  async function takeTheirs() {
    show(await reload())
    submit.clear()
  }

  function handle(event: FormEvent<HTMLFormElement>) {
    submit.handle(event)
    // A choice among several has no single field that could be marked as refused.
    const list = unchosen(form.getValues())[0]?.split('.')[0]
    if (list) focusField(list)
  }

  return (
    <form onSubmit={handle} noValidate>
      <Stack gap="lg">
        <EntityFields form={form} />
        {children(form)}
        <PaperFields form={form} />
        <ProblemAlert error={submit.problem} errors={submit.errors} onReload={takeTheirs} />
        <div className={classes.bar}>
          <Button type="submit" loading={submit.busy}>
            {t('billing.save')}
          </Button>
        </div>
      </Stack>
      <LeaveGuard dirty={() => form.isDirty()} />
    </form>
  )
}
