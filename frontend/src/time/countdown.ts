const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

export type CountdownUnit = (typeof UNITS)[number][0]

/** The two largest units of what is left, minutes rounded up; nothing once it is over. */
export function countdown(left: number): [CountdownUnit, number][] {
  if (left <= 0) return []
  let rest = Math.ceil(left / 60_000) * 60_000
  const parts: [CountdownUnit, number][] = []
  for (const [unit, length] of UNITS) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0 && parts.length < 2) parts.push([unit, count])
    else if (parts.length > 0) break
  }
  return parts
}
