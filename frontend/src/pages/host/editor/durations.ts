const HOUR = 60
const DAY = 24 * HOUR

/** Minutes that a room may be booked for at the least or the most; the platform takes up to 31 days. */
export const LENGTHS = [
  15,
  30,
  45,
  ...[1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 24].map((hours) => hours * HOUR),
  ...[2, 3, 5, 7, 14, 21, 31].map((days) => days * DAY),
]

export const NOTICES = [
  15,
  30,
  ...[1, 2, 3, 4, 6, 12, 24].map((hours) => hours * HOUR),
  ...[2, 3, 5, 7, 14, 21, 31].map((days) => days * DAY),
]

export const BUFFERS = [0, 15, 30, 45, 60, 90, 120, 180, 240]

/** The choices with the saved one among them, in order. */
export const withSaved = (choices: readonly number[], saved: string): number[] => {
  const minutes = Number(saved)
  if (saved === '' || choices.includes(minutes)) return [...choices]
  return [...choices, minutes].sort((one, other) => one - other)
}
