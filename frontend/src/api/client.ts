import createClient from 'openapi-fetch'
import { localProblem, readProblem } from './problem'
import type { paths } from './schema.gen'
import { plainFetch, sessionFetch } from './transport'

const baseUrl = '/api/v1'

/** Calls in the name of whoever is signed in. */
export const api = createClient<paths>({ baseUrl, fetch: sessionFetch })

/** The doors (sign-in, sign-up, codes), called without a token. */
export const doors = createClient<paths>({ baseUrl, fetch: plainFetch })

interface Answer<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** The body of a call, or the `Problem` it told. */
export async function take<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call
  if (!response.ok) throw readProblem(response.status, error)
  if (data === undefined) throw localProblem('unreadable', response.status)
  return data
}

/** For calls that answer nothing. */
export async function done(call: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await call
  if (!response.ok) throw readProblem(response.status, error)
}

/** Headers: `params: { header: keyed(key) }`. */
export const keyed = (key: string) => ({ 'Idempotency-Key': key })
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })
