import type { Closing, MonthState } from '@/api/shapes'

export interface Part {
  state: MonthState
  count: number
}

/** What needs somebody first. */
export const ORDER = ['parked', 'contested', 'open', 'closed'] as const satisfies MonthState[]

const countOf = (closing: Closing, state: MonthState): number =>
  state === 'open' ? closing.remaining : closing[state]

/** How many hosts are in each state, those states alone that somebody is in. */
export const partsOf = (closing: Closing, order: readonly MonthState[] = ORDER): Part[] =>
  order.map((state) => ({ state, count: countOf(closing, state) })).filter(({ count }) => count > 0)

/** Hosts whose month was billed, contested or not. */
export const billed = ({ closed, contested }: Closing): number => closed + contested

/** A run may still change something: look again by itself. */
export const isUnderWay = ({ over, remaining }: Closing): boolean => over && remaining > 0
