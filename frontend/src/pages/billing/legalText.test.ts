import { expect, it } from 'vitest'
import { blocksOf } from './legalText'

it('reads titles and paragraphs, and takes nothing else for markup', () => {
  expect(blocksOf('Version 1.\n\n## 1. Le prix\n\n\n<b>Tout</b>\ncompris # 2\n')).toEqual([
    { kind: 'paragraph', text: 'Version 1.' },
    { kind: 'heading', text: '1. Le prix' },
    { kind: 'paragraph', text: '<b>Tout</b>\ncompris # 2' },
  ])
})
