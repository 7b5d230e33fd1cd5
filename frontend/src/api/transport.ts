import { currentLanguage } from '@/i18n/language'
import { restored, session } from '@/session/session'
import { learnNow } from '@/time/now'
import { localProblem } from './problem'

function send(request: Request, token: string | null): Promise<Response> {
  request.headers.set('Accept-Language', currentLanguage())
  if (token) request.headers.set('Authorization', `Bearer ${token}`)
  return fetch(request).then(
    (response) => {
      learnNow(response.headers.get('Date'))
      return response
    },
    () => {
      throw localProblem('network')
    },
  )
}

/** For the doors themselves (sign-in, sign-up…): a 401 there is an answer, not an expired token. */
export const plainFetch = (request: Request): Promise<Response> => send(request, null)

/** An API gateway's authorizer refuses a stale token with its own 403, which is no problem document. */
function refusesToken(response: Response): boolean {
  if (response.status === 401) return true
  const type = response.headers.get('Content-Type') ?? ''
  return response.status === 403 && !type.startsWith('application/problem+json')
}

/** Carries the token; on a 401 renews it once and sends the same call again. */
export async function sessionFetch(request: Request): Promise<Response> {
  if (session.wasSignedIn()) await restored
  const again = request.clone()
  const used = session.token()
  const response = await send(request, used)
  if (!refusesToken(response)) return response
  await restored
  if (session.get().phase === 'anonymous') return response
  if (session.token() === used || session.token() === null) await session.renew()
  return send(again, session.token())
}
