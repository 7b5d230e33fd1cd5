/** Wall times: what a clock in the room shows. Instants are RFC 3339 or milliseconds. */

export const QUARTER = 15 * 60_000

const partsIn = new Map<string, Intl.DateTimeFormat>()

function reader(zone: string): Intl.DateTimeFormat {
  const known = partsIn.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'longOffset',
  })
  partsIn.set(zone, made)
  return made
}

export interface Wall {
  date: string
  clock: string
  offset: string
}

/** The date, the clock and the offset that hold in `zone` at an instant. */
export function wallOf(instant: number | string, zone: string): Wall {
  const found = new Map(
    reader(zone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => found.get(name) ?? ''
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    clock: `${part('hour')}:${part('minute')}`,
    offset: part('timeZoneName').replace('GMT', '') || '+00:00',
  }
}

/** `2027-10-31T02:30+01:00`: the form in which the API takes a chosen time. */
export function wallText(instant: number | string, zone: string): string {
  const { date, clock, offset } = wallOf(instant, zone)
  return `${date}T${clock}${offset}`
}

// Clocks go back by an hour, but for Lord Howe Island's half.
const SHIFTS = [60 * 60_000, 30 * 60_000]

/** Does the clock show this time twice that day, because it goes back? Then its offset must be said. */
export function existsTwice(instant: number | string, zone: string): boolean {
  const at = new Date(instant).getTime()
  const { date, clock } = wallOf(at, zone)
  return SHIFTS.flatMap((shift) => [at - shift, at + shift]).some((other) => {
    const wall = wallOf(other, zone)
    return wall.date === date && wall.clock === clock
  })
}

/** `2027-03-29` + 1 -> `2027-03-30`: calendar days, whatever the clocks do. */
export function addDays(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

export const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && addDays(value, 0) === value

/** Every quarter of an ordinary day: `00:00` … `23:45`, and `24:00` where a day may end on it. */
export function clocks({ midnight = false } = {}): string[] {
  const length = 96 + (midnight ? 1 : 0)
  return Array.from({ length }, (_, quarter) => {
    const hour = String(Math.floor(quarter / 4)).padStart(2, '0')
    return `${hour}:${String((quarter % 4) * 15).padStart(2, '0')}`
  })
}
