import type { Upload } from '@/api/shapes'

/** What S3 takes one file with. */
type PostForm = Pick<Upload, 'url' | 'fields'>

export type Broken = 'refused' | 'network'

export class NotSent extends Error {
  readonly why: Broken

  constructor(why: Broken) {
    super(why)
    this.why = why
  }
}

/**
 * Posts a file with its form straight to the storage, telling how much of it is through (0 to 1). Not with
 * `fetch`, which tells no progress of what it sends. Throws `NotSent`.
 */
export function send(
  { url, fields }: PostForm,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  // Whatever follows the file is ignored there.
  body.append('file', file)
  return new Promise((done, fail) => {
    const call = new XMLHttpRequest()
    call.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total))
    call.addEventListener('load', () => {
      if (call.status >= 200 && call.status < 300) done()
      else fail(new NotSent('refused'))
    })
    for (const end of ['error', 'abort', 'timeout'] as const)
      call.addEventListener(end, () => fail(new NotSent('network')))
    signal.addEventListener('abort', () => call.abort())
    call.open('POST', url)
    call.send(body)
  })
}
