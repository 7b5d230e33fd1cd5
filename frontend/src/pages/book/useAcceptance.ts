import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LegalText } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { termsKey, termsQuery } from '@/pages/billing/queries'

export interface Acceptance {
  terms: LegalText | undefined
  error: Error | null
  retry: () => void
  /** The version on screen is the one that was accepted. */
  accepted: boolean
  accept: (yes: boolean) => void
  /** Somebody went on without accepting. */
  missed: boolean
  miss: () => void
  /** Another version was accepted before this one came. */
  replaced: boolean
  /** The server knows a newer version. */
  outdated: () => void
}

/** A version that was accepted stays accepted only as long as it is the one that is shown. */
export function useAcceptance(needed: boolean): Acceptance {
  const queries = useQueryClient()
  const query = useQuery({ ...termsQuery(useLanguage()), enabled: needed })
  const [version, setVersion] = useState<string | null>(null)
  const [missed, setMissed] = useState(false)
  const terms = query.data?.terms
  const accepted = terms !== undefined && version === terms.text_version
  return {
    terms,
    error: query.error,
    retry: () => query.refetch(),
    accepted,
    accept: (yes) => {
      setVersion(yes ? (terms?.text_version ?? null) : null)
      setMissed(false)
    },
    missed: missed && !accepted,
    miss: () => setMissed(true),
    replaced: version !== null && !accepted,
    outdated: () => {
      // Whatever was accepted is not what is in force: it is asked for again.
      setVersion('')
      void queries.invalidateQueries({ queryKey: termsKey })
    },
  }
}
