import { beforeEach, describe, expect, it, vi } from 'vitest'
import { download } from './download'

const assign = vi.fn()

function servedAt(hostname: string) {
  assign.mockClear()
  vi.stubGlobal('window', { location: { hostname, assign } })
}

beforeEach(() => servedAt('pupitre.example'))

describe('the way to a file', () => {
  it.each([
    'https://archive-1.s3.eu-west-3.amazonaws.com/documents/doc_1.pdf?X-Amz-Signature=a',
    'https://archive-1.s3.amazonaws.com/documents/doc_1.pdf?X-Amz-Signature=a',
  ])('leads to the archive: %s', (address) => {
    download(address)
    expect(assign).toHaveBeenCalledExactlyOnceWith(address)
  })

  it.each([
    'http://archive-1.s3.eu-west-3.amazonaws.com/doc_1.pdf',
    'https://archive-1.s3.eu-west-3.amazonaws.com.evil.example/doc_1.pdf',
    'https://archive-1.s3.eu-west-3.amazonaws.com:8443/doc_1.pdf',
    'https://execute-api.eu-west-3.amazonaws.com/doc_1.pdf',
    'https://evil.example/.s3.amazonaws.com',
    'javascript:alert(1)',
    'http://127.0.0.1:4566/doc_1.pdf',
    '',
  ])('leads nowhere else: %s', (address) => {
    expect(() => download(address)).toThrow()
    expect(assign).not.toHaveBeenCalled()
  })

  it('leads to the local archive only from the machine that it runs on', () => {
    servedAt('127.0.0.1')
    download('http://127.0.0.1:4566/archive/doc_1.pdf')
    expect(assign).toHaveBeenCalledOnce()
  })
})
