import { useLocation } from '@tanstack/react-router'
import { type MouseEvent, useEffect } from 'react'

/** What is typed or clicked; or `data-landing`, a part of the page that is read first. */
const TYPED =
  'input:not([type=hidden]):not([disabled]), textarea, button:not([disabled]), [data-landing]'

/** Brings a field, or the first one of a part of the page, before the reader. */
export function focusField(id: string): void {
  const place = document.getElementById(id)
  if (!place) return
  const field = place.matches(TYPED) ? place : place.querySelector<HTMLElement>(TYPED)
  place.scrollIntoView({ block: 'center' })
  field?.focus({ preventScroll: true })
}

/** For a link within the page: the address keeps the field, and the field takes the focus. */
export const toField = (id: string) => (event: MouseEvent) => {
  event.preventDefault()
  focusField(id)
}

/** A link of another page named a field: it is shown once the page has it. */
export function useAskedField(ready: boolean): void {
  const { hash } = useLocation()
  useEffect(() => {
    if (ready && hash) focusField(hash)
  }, [ready, hash])
}
