import { encode } from 'uqr'

/** What a camera needs around a code (ISO/IEC 18004). */
const QUIET_ZONE = 4

interface QrCode {
  /** Modules a side, the quiet zone included. */
  size: number
  /** The dark modules, as the path of an SVG whose unit is a module. */
  path: string
}

/** A QR code of a text, with medium error correction: read from a scratched screen, too. */
export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const dark = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  )
  return { size, path: dark.join('') }
}
