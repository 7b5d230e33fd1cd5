import { useState } from 'react'
import { api, ifMatch, take } from '@/api/client'
import { asProblem } from '@/api/problem'
import type { Impact, ImpactChoice, SavedSpace, Space, SpaceBody } from '@/api/shapes'

/** What an edit was about to touch, and the edit, as it was when the host was asked. */
export interface Question {
  impact: Impact
  body: SpaceBody
}

/** Saves an edit; where it touches bookings, asks the host first what becomes of them. */
export function useSaving(hostId: string) {
  const [question, setQuestion] = useState<Question | null>(null)

  /** Null where there is a question now. With a choice, a refusal is told beside the question as it has become. */
  async function save(
    space: Space,
    body: SpaceBody,
    choice: ImpactChoice | null = null,
  ): Promise<SavedSpace | null> {
    const path = { host_id: hostId, space_id: space.id }
    const params = { path, header: ifMatch(space.version) }
    try {
      const done = await take(
        api.PUT('/hosts/{host_id}/spaces/{space_id}', {
          params,
          body: { ...body, impact: choice },
        }),
      )
      setQuestion(null)
      return done
    } catch (told) {
      if (asProblem(told).code !== 'impact_not_chosen') throw told
      const impact = await take(
        api.POST('/hosts/{host_id}/spaces/{space_id}/impact', { params: { path }, body }),
      )
      setQuestion({ impact, body })
      if (choice) throw told
      return null
    }
  }

  return { question, save, drop: () => setQuestion(null) }
}
