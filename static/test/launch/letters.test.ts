import { expect, test } from 'vitest'
import { largestFitting, sizesFor } from '../../src/launch/letters'

const SIZES = { largest: 60, smallest: 20 }

test('what fits is as large as it may be', () => {
  expect(largestFitting(SIZES, () => true)).toBe(60)
})

test('what is long shrinks until it fits, and no further', () => {
  const size = largestFitting(SIZES, (tried) => tried <= 41)
  expect(size).toBeLessThanOrEqual(41)
  expect(size).toBeGreaterThan(39)
})

test('what never fits is as small as it may be', () => {
  expect(largestFitting(SIZES, () => false)).toBe(20)
})

test.each([
  [1280, 720],
  [1920, 1080],
  [390, 844],
  [844, 390],
  [320, 480],
])('letters can be read and shrunk on a screen of %d by %d', (width, height) => {
  const { largest, smallest } = sizesFor(width, height)
  expect(smallest).toBeGreaterThanOrEqual(18)
  expect(largest).toBeGreaterThan(smallest)
})
