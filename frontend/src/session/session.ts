import { localProblem, type Problem, readProblem } from '@/api/problem'
import { recall, remember } from '@/shell/remembered'
import { type Grant, readGrant, type SessionUser } from './grant'

export type Session =
  | { phase: 'restoring'; user: null }
  | { phase: 'anonymous'; user: null }
  | { phase: 'signed-in'; user: SessionUser }
  /** The refresh cookie no longer opens the door; the page stays as it is until sign-in. */
  | { phase: 'expired'; user: SessionUser }

/** The wait for a person whose session ended to sign in again. */
interface Returning {
  promise: Promise<void>
  resolve: () => void
  reject: (problem: Problem) => void
}

const BASE = '/api/v1'

let current: Session = { phase: 'restoring', user: null }
// Only here, in memory: a script injected later must not find it in any storage.
let token: string | null = null
let refreshing: Promise<boolean> | null = null
let returning: Returning | null = null

const listeners = new Set<() => void>()
const otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('pupitre')

function become(next: Session): void {
  current = next
  for (const listener of listeners) listener()
}

function accept(grant: Grant): void {
  token = grant.access_token
  remember('signed-in', '1')
  become({ phase: 'signed-in', user: grant.user })
}

function forget(): void {
  token = null
  remember('signed-in', null)
  become({ phase: 'anonymous', user: null })
}

async function callRefresh(): Promise<boolean> {
  const response = await fetch(`${BASE}/auth/refresh`, {
    method: 'POST',
    headers: { 'Idempotency-Key': crypto.randomUUID(), Accept: 'application/json' },
  }).catch(() => {
    throw localProblem('network')
  })
  if (response.status === 204 || response.status === 401 || response.status === 400) return false
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw readProblem(response.status, body)
  const grant = readGrant(body)
  if (!grant) throw localProblem('unreadable', response.status)
  if (current.user && current.user.id !== grant.user.id) {
    // Another tab signed in as somebody else: nothing of this page may be sent in their name.
    window.location.reload()
    return new Promise(() => {})
  }
  accept(grant)
  return true
}

function refreshOnce(): Promise<boolean> {
  refreshing ??= callRefresh().finally(() => {
    refreshing = null
  })
  return refreshing
}

function wait(): Returning {
  let resolve: Returning['resolve'] = () => {}
  let reject: Returning['reject'] = () => {}
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

function askToReturn(user: SessionUser): Promise<void> {
  if (!returning) {
    returning = wait()
    token = null
    become({ phase: 'expired', user })
  }
  return returning.promise
}

/** Settled once the page knows whether somebody is signed in. Never rejects. */
export const restored: Promise<void> = refreshOnce().then(
  (known) => {
    if (!known) forget()
  },
  () => become({ phase: 'anonymous', user: null }),
)

export const session = {
  get: (): Session => current,
  token: (): string | null => token,
  wasSignedIn: (): boolean => recall('signed-in') !== null,

  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },

  signedIn(grant: Grant): void {
    accept(grant)
    returning?.resolve()
    returning = null
  },

  signedOut(): void {
    forget()
    otherTabs?.postMessage('signed-out')
  },

  /** The person closed the « sign in again » dialog: what waited fails, the page stays. */
  giveUpReturning(): void {
    returning?.reject(localProblem('session_ended', 401))
    returning = null
    forget()
  },

  /** A call came back 401: get a fresh token, silently if possible, by asking otherwise. */
  async renew(): Promise<void> {
    const { user } = current
    if (!user) throw localProblem('session_ended', 401)
    if (returning) return returning.promise
    if (!(await refreshOnce())) await askToReturn(user)
  },

  update(user: SessionUser): void {
    if (current.phase === 'signed-in') become({ phase: 'signed-in', user })
  },
}

otherTabs?.addEventListener('message', (message) => {
  if (message.data === 'signed-out' && current.phase === 'signed-in') forget()
})
