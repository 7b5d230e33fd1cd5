import type { UseFormReturnType } from '@mantine/form'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Attempt } from '@/api/attempt'
import { asProblem, type FieldError, formPath, type Problem } from '@/api/problem'

interface Options<Values extends Record<string, unknown>, Result> {
  form: UseFormReturnType<Values>
  /** Sends the form; `key` is its Idempotency-Key, unused by edits. */
  send: (values: Values, key: string) => Promise<Result>
  onDone: (result: Result, values: Values) => void | Promise<void>
}

function holds(values: unknown, path: string): boolean {
  let here: unknown = values
  for (const part of path.split('.')) {
    if (typeof here !== 'object' || here === null || !(part in here)) return false
    here = Reflect.get(here, part)
  }
  return true
}

function focusFirstError(): void {
  document
    .querySelector<HTMLElement>('form :is(input, select, textarea)[aria-invalid="true"]')
    ?.focus()
}

/** One form sent to the API: its key, its progress, and the refused fields put on the fields. */
export function useSubmit<Values extends Record<string, unknown>, Result>({
  form,
  send,
  onDone,
}: Options<Values, Result>) {
  const attempt = useRef<Attempt>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [elsewhere, setElsewhere] = useState<FieldError[]>([])
  const [refusals, setRefusals] = useState(0)

  // After the errors are on the page, however long that takes.
  useEffect(() => {
    if (refusals > 0) focusFirstError()
  }, [refusals])

  const refuse = () => setRefusals((count) => count + 1)

  async function submit(values: Values): Promise<void> {
    attempt.current ??= new Attempt()
    setBusy(true)
    setProblem(null)
    try {
      const result = await send(values, attempt.current.keyFor(values))
      attempt.current.renew()
      await onDone(result, values)
    } catch (error) {
      show(asProblem(error))
    } finally {
      setBusy(false)
    }
  }

  function show(told: Problem): void {
    const known = told.errors.filter((error) => holds(form.getValues(), formPath(error.pointer)))
    for (const error of known) form.setFieldError(formPath(error.pointer), error.message)
    setElsewhere(told.errors.filter((error) => !known.includes(error)))
    setProblem(told)
    if (known.length > 0) refuse()
  }

  return {
    busy,
    problem,
    errors: elsewhere,
    clear: () => setProblem(null),
    handle: (event?: FormEvent<HTMLFormElement>) => form.onSubmit(submit, refuse)(event),
  }
}
