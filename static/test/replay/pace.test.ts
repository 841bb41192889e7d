import { expect, test } from 'vitest'
import { FASTEST, Pace } from '../../src/replay/pace'

/** How many of the steps, each so many seconds after the one before, are taken in that time. */
function taken(pace: Pace, milliseconds: number, pauses: number[], length = 100): number {
  const before = pauses.length
  pace.advance(
    milliseconds,
    length,
    () => pauses[0] ?? null,
    () => pauses.shift() !== undefined,
  )
  return before - pauses.length
}

test('at the speed of life a step comes when it came', () => {
  const pace = new Pace(1)
  const pauses = [1, 1, 1]
  expect(taken(pace, 900, pauses)).toBe(0)
  expect(taken(pace, 200, pauses)).toBe(1)
  expect(taken(pace, 900, pauses)).toBe(1)
})

test('ten times faster, ten times as many', () => {
  expect(taken(new Pace(10), 1_000, Array(50).fill(1))).toBe(10)
})

test('nobody waits for a pause of days', () => {
  expect(taken(new Pace(1), 2_000, [86_400, 1])).toBe(1)
  expect(taken(new Pace(60), 50, [86_400, 1])).toBe(2)
})

test('clocks that went back hold nobody up', () => {
  expect(taken(new Pace(1), 16, [-30, 0, 5])).toBe(2)
})

test('as fast as possible is the whole life in the same time, however long it is', () => {
  expect(taken(new Pace(FASTEST), 1_000, Array(10).fill(86_400), 10)).toBe(1)
  expect(taken(new Pace(FASTEST), 1_000, Array(9_000).fill(86_400), 100_000)).toBe(5_000)
})

test('what passed while nothing was loaded is not made up for', () => {
  const pace = new Pace(60)
  taken(pace, 10_000, [])
  expect(taken(pace, 10, [1, 1, 1])).toBe(0)
})
