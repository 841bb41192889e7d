// Waiting grows, has an end, and differs from browser to browser.
import { afterEach, expect, test, vi } from 'vitest'
import { Backoff } from '../../src/provider/backoff'

afterEach(() => vi.restoreAllMocks())

test('each wait may be twice as long as the one before, up to the longest', () => {
  vi.spyOn(Math, 'random').mockReturnValue(1)
  const backoff = new Backoff(500, 3_000)
  expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([500, 1_000, 2_000, 3_000, 3_000])
  backoff.reset()
  expect(backoff.next()).toBe(500)
})

test('a wait is spread over the upper half', () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  expect(new Backoff(500, 3_000).next()).toBe(250)
})
