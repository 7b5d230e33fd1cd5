import { useState } from 'react'
import { nearOf } from './wish'

const PATIENCE_MS = 15_000
const NOT_OLDER_MS = 5 * 60_000

/** Asks the browser where its reader is: on a click, never before. */
export function useLocate(onFound: (near: string) => void) {
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle')

  function locate() {
    if (!navigator.geolocation) {
      setState('failed')
      return
    }
    setState('asking')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle')
        onFound(nearOf(coords))
      },
      () => setState('failed'),
      { timeout: PATIENCE_MS, maximumAge: NOT_OLDER_MS },
    )
  }

  return { state, locate }
}
