import { queryOptions } from '@tanstack/react-query'
import { api, keyed, take } from '@/api/client'
import type { ImportNote, ListingImport } from '@/api/shapes'
import { operationsKey } from '../queries'

const SOON = 1_500

export const importsKey = [...operationsKey, 'imports']

export const isUnderWay = ({ state }: ListingImport): boolean =>
  state === 'awaiting' || state === 'bringing' || state === 'inviting'

export const fetchImports = (cursor: string | undefined) =>
  take(api.GET('/operations/imports', { params: { query: { cursor } } }))

export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: [...importsKey, importId],
    queryFn: () =>
      take(
        api.GET('/operations/imports/{import_id}', { params: { path: { import_id: importId } } }),
      ),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? SOON : false),
  })

export const notesKey = (importId: string) => [...importsKey, importId, 'notes']

export const fetchNotes = (importId: string) => (cursor: string | undefined) =>
  take(
    api.GET('/operations/imports/{import_id}/notes', {
      params: { path: { import_id: importId }, query: { cursor } },
    }),
  )

export async function allNotes(importId: string): Promise<ImportNote[]> {
  const found: ImportNote[] = []
  let cursor: string | undefined
  do {
    const page = await fetchNotes(importId)(cursor)
    found.push(...page.items)
    cursor = page.next_cursor ?? undefined
  } while (cursor)
  return found
}

export const ownersKey = (importId: string) => [...importsKey, importId, 'owners']

export const fetchOwners = (importId: string) => (cursor: string | undefined) =>
  take(
    api.GET('/operations/imports/{import_id}/owners', {
      params: { path: { import_id: importId }, query: { cursor } },
    }),
  )

export const beginImport = (fileName: string, key: string) =>
  take(
    api.POST('/operations/imports', {
      params: { header: keyed(key) },
      body: { file_name: fileName },
    }),
  )

export const inviteAgain = (claimantId: string, key: string) =>
  take(
    api.POST('/operations/claimants/{claimant_id}/invitation', {
      params: { path: { claimant_id: claimantId }, header: keyed(key) },
    }),
  )
