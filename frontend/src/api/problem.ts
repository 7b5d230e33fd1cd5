export interface FieldError {
  pointer: string
  code: string
  message: string
}

interface Told {
  status: number
  code: string
  title: string
  detail: string
  errors: FieldError[]
  params?: Record<string, unknown>
}

/** An error told by the API (RFC 9457), already in the reader's language. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly errors: readonly FieldError[]
  /** What the refusal says beside its words: amounts, ids. */
  readonly params: Readonly<Record<string, unknown>>

  constructor(told: Told) {
    super(told.detail || told.title || told.code)
    this.name = 'Problem'
    this.status = told.status
    this.code = told.code
    this.title = told.title
    this.detail = told.detail
    this.errors = told.errors
    this.params = told.params ?? {}
  }
}

/** Codes the SPA itself raises; their words live in i18n under `problem`. */
export type LocalCode = 'network' | 'session_ended' | 'unreadable'

export const localProblem = (code: LocalCode, status = 0) =>
  new Problem({ status, code, title: '', detail: '', errors: [] })

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text = (value: unknown) => (typeof value === 'string' ? value : '')

function readErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map((error) => ({
    pointer: text(error.pointer),
    code: text(error.code),
    message: text(error.message),
  }))
}

export function readProblem(status: number, body: unknown): Problem {
  if (!isRecord(body)) return localProblem('unreadable', status)
  const code = text(body.code)
  if (!code) return localProblem('unreadable', status)
  return new Problem({
    status,
    code,
    title: text(body.title),
    detail: text(body.detail),
    errors: readErrors(body.errors),
    params: isRecord(body.params) ? body.params : {},
  })
}

/** `/rooms/0/capacity` (JSON pointer) -> `rooms.0.capacity` (form path). */
export function formPath(pointer: string): string {
  return pointer
    .replace(/^#?\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : localProblem('unreadable')
