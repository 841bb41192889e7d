// The hash both sides compute alike.
import { afterEach, expect, test, vi } from 'vitest'
import { fingerprint } from '../../src/provider/fingerprint'

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
])('of %j', async (text, hash) => {
  expect(await fingerprint(text)).toBe(hash)
})

test('there is none where the page is not served securely', async () => {
  vi.stubGlobal('crypto', {})
  expect(await fingerprint('abc')).toBeNull()
})
