import readQr from 'jsqr'
import { describe, expect, it } from 'vitest'
import { qrCode } from './qr'

const MODULE = 4

/** What a camera would see of the path. */
function photographed(path: string, size: number): { pixels: Uint8ClampedArray; side: number } {
  const side = size * MODULE
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < MODULE; dy++) {
      const start = ((Number(y) * MODULE + dy) * side + Number(x) * MODULE) * 4
      for (let at = start; at < start + MODULE * 4; at += 4) pixels.fill(0, at, at + 3)
    }
  }
  return { pixels, side }
}

describe('a QR code', () => {
  it.each([
    'https://pupitre.example/hote/arrivees/bk_0123456789abcdefghjkmnpqrs#7K3M-9QXA',
    'https://réseau.example/é#1',
  ])('reads %s', (text) => {
    const { path, size } = qrCode(text)
    const { pixels, side } = photographed(path, size)
    expect(readQr(pixels, side, side)?.data).toBe(text)
  })
})
