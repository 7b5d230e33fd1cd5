import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { DocumentPage, DocumentSums } from '@/api/shapes'
import type { Span } from './period'

/** Whose documents they are: where their files are asked for, and under which key they are kept. */
export interface Files {
  key: readonly string[]
  file: (documentId: string) => Promise<{ url: string }>
}

export interface Selection extends Span {
  search: string
}

/** What somebody issued, by period. */
export interface Issued extends Files {
  page: (selection: Selection, cursor: string | undefined) => Promise<DocumentPage>
  sums: (span: Span) => Promise<DocumentSums>
}

/** What somebody received, whoever issued it. */
export interface Received extends Files {
  page: (cursor: string | undefined) => Promise<DocumentPage>
}

export const hostDocuments = (hostId: string): Issued => ({
  key: ['host', hostId, 'documents'],
  page: (selection, cursor) =>
    take(
      api.GET('/hosts/{host_id}/documents', {
        params: { path: { host_id: hostId }, query: { ...selection, cursor } },
      }),
    ),
  sums: ({ since, until }) =>
    take(
      api.GET('/hosts/{host_id}/documents/sums', {
        params: { path: { host_id: hostId }, query: { since, until } },
      }),
    ),
  file: (documentId) =>
    take(
      api.GET('/hosts/{host_id}/documents/{document_id}/file', {
        params: { path: { host_id: hostId, document_id: documentId } },
      }),
    ),
})

export const hostPurchases = (hostId: string): Received => ({
  key: ['host', hostId, 'purchases'],
  page: (cursor) =>
    take(
      api.GET('/hosts/{host_id}/purchases', {
        params: { path: { host_id: hostId }, query: { cursor } },
      }),
    ),
  file: (documentId) =>
    take(
      api.GET('/hosts/{host_id}/purchases/{document_id}/file', {
        params: { path: { host_id: hostId, document_id: documentId } },
      }),
    ),
})

export const platformDocuments: Issued = {
  key: ['operations', 'documents'],
  page: (selection, cursor) =>
    take(api.GET('/operations/documents', { params: { query: { ...selection, cursor } } })),
  sums: ({ since, until }) =>
    take(api.GET('/operations/documents/sums', { params: { query: { since, until } } })),
  file: (documentId) =>
    take(
      api.GET('/operations/documents/{document_id}/file', {
        params: { path: { document_id: documentId } },
      }),
    ),
}

export const platformPurchases: Received = {
  key: ['operations', 'purchases'],
  page: (cursor) => take(api.GET('/operations/purchases', { params: { query: { cursor } } })),
  // Staff read the file of any document.
  file: platformDocuments.file,
}

export const myDocuments: Files = {
  key: ['documents', 'mine'],
  file: (documentId) =>
    take(
      api.GET('/me/documents/{document_id}/file', {
        params: { path: { document_id: documentId } },
      }),
    ),
}

export const fetchMyDocuments = (cursor: string | undefined): Promise<DocumentPage> =>
  take(api.GET('/me/documents', { params: { query: { cursor } } }))

export const sumsQuery = (source: Issued, { since, until }: Span) =>
  queryOptions({
    queryKey: [...source.key, 'sums', since, until],
    queryFn: () => source.sums({ since, until }),
  })
