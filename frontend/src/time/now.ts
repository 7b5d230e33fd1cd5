/** The server's clock: a wrong clock on this device must not shift a deadline. */
let skew = 0

const NOTICEABLE = 30_000

/** Learns from the `Date` header of an answer (whole seconds: small differences are delay). */
export function learnNow(date: string | null): void {
  if (!date) return
  const difference = Date.parse(date) - Date.now()
  if (Number.isNaN(difference)) return
  skew = Math.abs(difference) > NOTICEABLE ? difference : 0
}

export const now = (): number => Date.now() + skew
