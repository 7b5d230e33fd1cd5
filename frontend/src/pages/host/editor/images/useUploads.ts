import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef } from 'react'
import { api, done, keyed, take } from '@/api/client'
import { asProblem } from '@/api/problem'
import type { SpaceImage } from '@/api/shapes'
import { type Fault, faultOf, typeOf } from './pictures'
import { imagesQuery } from './queries'
import { type Broken, NotSent, send } from './send'

/** Sent at a time: more would only share the same line. */
const AT_ONCE = 3
const LOOK_EVERY_MS = 1500
const SLOW_MS = 30_000
/** A look that began before the upload may come back after it. */
const LOST_MS = 5000

export type Phase = 'waiting' | 'sending' | 'processing' | 'refused' | 'failed'

export interface Sending {
  key: string
  file: File
  preview: string
  phase: Phase
  /** How much is through, 0 to 1. */
  share: number
  imageId?: string
  since?: number
  /** Of a file that was not sent; the words of the server are in `detail`. */
  fault?: Fault | Broken | 'lost'
  detail?: string
}

type Change =
  | { do: 'add'; all: Sending[] }
  | { do: 'set'; key: string; to: Partial<Sending> }
  | { do: 'drop'; key: string }

function reduce(all: readonly Sending[], change: Change): readonly Sending[] {
  if (change.do === 'add') return [...all, ...change.all]
  if (change.do === 'drop') return all.filter(({ key }) => key !== change.key)
  return all.map((one) => (one.key === change.key ? { ...one, ...change.to } : one))
}

function begun(file: File): Sending {
  const fault = faultOf(file) ?? undefined
  return {
    key: crypto.randomUUID(),
    file,
    preview: URL.createObjectURL(file),
    phase: fault ? 'failed' : 'waiting',
    share: 0,
    fault,
  }
}

interface Options {
  hostId: string
  spaceId: string
  onReady: (imageIds: string[]) => void
}

/** Files on their way: sent, then looked after until the server has made a photo of each, or said why not. */
export function useUploads({ hostId, spaceId, onReady }: Options) {
  const queries = useQueryClient()
  const [all, change] = useReducer(reduce, [])
  const stops = useRef(new Map<string, AbortController>())
  const processing = all.some(({ phase }) => phase === 'processing')
  const images = useQuery({
    ...imagesQuery(hostId, spaceId),
    refetchInterval: processing ? LOOK_EVERY_MS : false,
  })
  const known = images.data?.items

  useEffect(() => {
    const free = AT_ONCE - all.filter(({ phase }) => phase === 'sending').length
    for (const one of all.filter(({ phase }) => phase === 'waiting').slice(0, Math.max(0, free)))
      void start(one)
  })

  useEffect(() => {
    if (!known) return
    const looked = images.dataUpdatedAt
    const ready: Sending[] = []
    for (const one of all) {
      if (one.phase !== 'processing' || looked < (one.since ?? 0)) continue
      const image = known.find(({ image_id }) => image_id === one.imageId)
      if (image?.state === 'ready') ready.push(one)
      else if (image || looked > (one.since ?? 0) + LOST_MS) settle(one, image)
    }
    for (const { key } of ready) forget(key)
    if (ready.length > 0) onReady(ready.flatMap(({ imageId }) => imageId ?? []))
  })

  useEffect(() => {
    const running = stops.current
    return () => {
      for (const stop of running.values()) stop.abort()
    }
  }, [])

  function settle({ key }: Sending, image: SpaceImage | undefined) {
    if (!image) change({ do: 'set', key, to: { phase: 'failed', fault: 'lost' } })
    else if (image.state === 'refused')
      change({ do: 'set', key, to: { phase: 'refused', detail: image.detail ?? '' } })
  }

  async function start({ key, file }: Sending) {
    const type = typeOf(file)
    if (!type || stops.current.has(key)) return
    const stop = new AbortController()
    stops.current.set(key, stop)
    change({ do: 'set', key, to: { phase: 'sending', share: 0 } })
    try {
      const path = { host_id: hostId, space_id: spaceId }
      const form = await take(
        api.POST('/hosts/{host_id}/spaces/{space_id}/images', {
          params: { path, header: keyed(crypto.randomUUID()) },
          body: { content_type: type },
        }),
      )
      change({ do: 'set', key, to: { imageId: form.image_id } })
      await send(form, file, (share) => change({ do: 'set', key, to: { share } }), stop.signal)
      change({ do: 'set', key, to: { phase: 'processing', share: 1, since: Date.now() } })
      void queries.invalidateQueries({ queryKey: imagesQuery(hostId, spaceId).queryKey })
    } catch (error) {
      if (!stop.signal.aborted) change({ do: 'set', key, to: failure(error) })
    } finally {
      stops.current.delete(key)
    }
  }

  function forget(key: string) {
    const one = all.find((each) => each.key === key)
    if (one) URL.revokeObjectURL(one.preview)
    stops.current.get(key)?.abort()
    change({ do: 'drop', key })
  }

  /** Leaves nothing of it on the server either; what stays behind there goes by itself. */
  function drop(key: string) {
    const imageId = all.find((one) => one.key === key)?.imageId
    forget(key)
    if (!imageId) return
    const path = { host_id: hostId, space_id: spaceId, image_id: imageId }
    void done(
      api.DELETE('/hosts/{host_id}/spaces/{space_id}/images/{image_id}', { params: { path } }),
    ).catch(() => undefined)
  }

  return {
    all,
    images: known ?? [],
    add: (files: readonly File[]) => change({ do: 'add', all: files.map(begun) }),
    retry: (key: string) =>
      change({
        do: 'set',
        key,
        to: { phase: 'waiting', share: 0, fault: undefined, detail: undefined, imageId: undefined },
      }),
    drop,
  }
}

function failure(error: unknown): Partial<Sending> {
  if (error instanceof NotSent) return { phase: 'failed', fault: error.why }
  const problem = asProblem(error)
  return problem.code === 'network'
    ? { phase: 'failed', fault: 'network' }
    : { phase: 'failed', detail: problem.detail, fault: problem.detail ? undefined : 'refused' }
}

export const isComing = ({ phase }: Sending) => phase !== 'refused' && phase !== 'failed'

export const isSlow = ({ phase, since }: Sending) =>
  phase === 'processing' && since !== undefined && Date.now() - since > SLOW_MS
