import { describe, expect, it } from 'vitest'
import { followingStep, PRESETS, presetOf, STEPS_OF } from './conditions'
import { LENGTHS, withSaved } from './durations'

describe('the conditions of cancellation', () => {
  it('are recognised as a preset only while they are one', () => {
    expect(PRESETS.map((preset) => presetOf(STEPS_OF[preset]))).toEqual(PRESETS)
    expect(presetOf([{ hours: 24, kept: 51 }])).toBeUndefined()
  })

  it('go on with later and stricter steps', () => {
    const steps = [followingStep([])]
    for (let count = 1; count < 4; count++) steps.push(followingStep(steps))
    expect(steps).toEqual([
      { hours: 24, kept: 50 },
      { hours: 12, kept: 75 },
      { hours: 6, kept: 88 },
      { hours: 3, kept: 94 },
    ])
  })
})

it('offers a saved length that nobody could choose here', () => {
  expect(withSaved(LENGTHS, '')).toEqual(LENGTHS)
  expect(withSaved([15, 60], '45')).toEqual([15, 45, 60])
  expect(withSaved([15, 60], '60')).toEqual([15, 60])
})
