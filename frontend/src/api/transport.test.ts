import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const user = {
  id: 'u1',
  email: 'ada@example.org',
  given_name: 'Ada',
  family_name: 'L',
  language: 'fr',
}

const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } })

/** A server whose token and cookie can be made to expire. */
function serve() {
  const seen: string[] = []
  const state = { token: 't1', cookie: true, refreshes: 0, seen }
  const answer = vi.fn(async (input: Request | string) => {
    if (typeof input === 'string') {
      if (!state.cookie) return json(401, { code: 'session_over' })
      state.refreshes += 1
      state.token = `t${state.refreshes}`
      return json(200, { access_token: state.token, expires_in: 3600, user })
    }
    seen.push(await input.clone().text())
    const allowed = input.headers.get('Authorization') === `Bearer ${state.token}`
    return allowed ? json(200, { ok: true }) : json(401, { message: 'Unauthorized' })
  })
  vi.stubGlobal('fetch', answer)
  return state
}

async function start() {
  const { restored, session } = await import('@/session/session')
  const { sessionFetch } = await import('./transport')
  await restored
  return { session, sessionFetch }
}

const call = (body = '{}') => new Request('http://localhost/api/v1/hosts', { method: 'POST', body })

beforeEach(() => vi.resetModules())
afterEach(() => vi.unstubAllGlobals())

describe('a call with an expired token', () => {
  it('renews it once for all that wait, and is sent again whole', async () => {
    const server = serve()
    const { sessionFetch } = await start()
    server.token = 'another'
    const answers = await Promise.all([
      sessionFetch(call('{"n":1}')),
      sessionFetch(call('{"n":2}')),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(server.refreshes).toBe(2)
    expect(server.seen.filter((body) => body === '{"n":1}')).toHaveLength(2)
  })

  it('waits for the person when the session is over, and then goes on', async () => {
    const server = serve()
    const { session, sessionFetch } = await start()
    server.token = 'gone'
    server.cookie = false
    const waiting = sessionFetch(call())
    await vi.waitFor(() => expect(session.get().phase).toBe('expired'))
    server.token = 'fresh'
    session.signedIn({ access_token: 'fresh', expires_in: 3600, user })
    expect((await waiting).status).toBe(200)
  })

  it('fails without losing the page when the person gives up', async () => {
    const server = serve()
    const { session, sessionFetch } = await start()
    server.token = 'gone'
    server.cookie = false
    const waiting = sessionFetch(call())
    await vi.waitFor(() => expect(session.get().phase).toBe('expired'))
    session.giveUpReturning()
    await expect(waiting).rejects.toMatchObject({ code: 'session_ended' })
  })
})

it('nobody signed in: a 401 is the answer', async () => {
  const server = serve()
  server.cookie = false
  const { sessionFetch } = await start()
  expect((await sessionFetch(call())).status).toBe(401)
})
