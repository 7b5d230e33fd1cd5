import { redirect } from '@tanstack/react-router'
import { restored, session } from './session'

/** `beforeLoad` of every private page: sign in first, then come back to the same address. */
export async function signedInOnly({ location }: { location: { href: string } }): Promise<void> {
  await restored
  if (session.get().phase !== 'anonymous') return
  throw redirect({ to: '/connexion', search: { next: location.href } })
}

/** Only addresses of this site: a crafted link must not send people elsewhere after sign-in. */
export function safeNext(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('/')) return undefined
  try {
    const url = new URL(value, window.location.origin)
    // « /.//elsewhere.example » is an address of this site until its dot is resolved.
    const own = url.origin === window.location.origin && !url.pathname.startsWith('//')
    return own ? url.pathname + url.search + url.hash : undefined
  } catch {
    return undefined
  }
}
