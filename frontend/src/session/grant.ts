/** What sign-in and refresh answer. Read by hand: it is the one body the typed client never sees. */
export interface SessionUser {
  id: string
  email: string
  given_name: string
  family_name: string
  language: string
}

export interface Grant {
  access_token: string
  expires_in: number
  user: SessionUser
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function isUser(value: unknown): value is SessionUser {
  return (
    isRecord(value) &&
    ['id', 'email', 'given_name', 'family_name', 'language'].every(
      (name) => typeof value[name] === 'string',
    )
  )
}

function isGrant(value: unknown): value is Grant {
  return isRecord(value) && typeof value.access_token === 'string' && isUser(value.user)
}

export const readGrant = (body: unknown): Grant | null => (isGrant(body) ? body : null)
