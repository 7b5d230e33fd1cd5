import { done, doors, take } from '@/api/client'
import { speak } from '@/i18n'
import { isLanguage } from '@/i18n/language'
import { session } from './session'

export interface Credentials extends Record<string, unknown> {
  email: string
  password: string
}

export async function signIn({ email, password }: Credentials): Promise<void> {
  const grant = await take(doors.POST('/auth/sign-in', { body: { email, password } }))
  session.signedIn(grant)
  if (isLanguage(grant.user.language)) await speak(grant.user.language)
}

export async function signOut(): Promise<void> {
  // Leaving always works here; a server that could not be told forgets the session by itself.
  await done(doors.POST('/auth/sign-out')).catch(() => undefined)
  session.signedOut()
}
