import type { CancellationStep } from '@/api/shapes'

export const MOST_STEPS = 4

export const PRESETS = ['flexible', 'moderate', 'strict'] as const
export type Preset = (typeof PRESETS)[number]

export const STEPS_OF: Readonly<Record<Preset, readonly CancellationStep[]>> = {
  flexible: [],
  moderate: [{ hours: 24, kept: 50 }],
  strict: [
    { hours: 72, kept: 50 },
    { hours: 24, kept: 100 },
  ],
}

const written = (steps: readonly CancellationStep[]) =>
  steps.map(({ hours, kept }) => `${hours}:${kept}`).join()

/** Which of the presets these steps are; undefined where the host wrote his own. */
export const presetOf = (steps: readonly CancellationStep[]): Preset | undefined =>
  PRESETS.find((preset) => written(STEPS_OF[preset]) === written(steps))

/** A step more, later and stricter than the last one. */
export function followingStep(steps: readonly CancellationStep[]): CancellationStep {
  const last = steps.at(-1)
  if (!last) return { hours: 24, kept: 50 }
  return {
    hours: Math.max(1, Math.floor(last.hours / 2)),
    kept: Math.min(100, last.kept + Math.ceil((100 - last.kept) / 2)),
  }
}
