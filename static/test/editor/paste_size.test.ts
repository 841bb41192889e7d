// The largest text that may be pasted fits into one update that the server takes, in any script.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { fitsOneChange, MAX_PASTED_BYTES } from '../../src/editor/clipboard/size'
import { MAX_UPDATE_BYTES } from '../../src/provider/wire'

const SCRIPTS = { Latin: 'a', Arabic: 'ع', Chinese: '語', emoji: '🌍', family: '👩🏽‍🏫' }

function largest(character: string): string {
  const { length } = new TextEncoder().encode(character)
  return character.repeat(Math.floor(MAX_PASTED_BYTES / length))
}

/** The bytes of the update that pasting over the whole of a long text makes. */
function updateBytes(pasted: string): number {
  const doc = new Y.Doc()
  const text = doc.getText('content')
  for (let i = 0; i < 1000; i++) text.insert(0, 'some words ')
  let bytes = 0
  doc.on('update', (update: Uint8Array) => {
    bytes += update.byteLength
  })
  doc.transact(() => {
    text.delete(0, text.length)
    text.insert(0, pasted)
  })
  return bytes
}

test.each(Object.entries(SCRIPTS))('%s', (_script, character) => {
  const text = largest(character)
  expect(fitsOneChange(text)).toBe(true)
  expect(fitsOneChange(text + character)).toBe(false)
  expect(updateBytes(text)).toBeLessThanOrEqual(MAX_UPDATE_BYTES)
})

test('the bound of an update is the one the server keeps', () => {
  const limits = readFileSync(new URL('../../../realtime/limits.py', import.meta.url), 'utf8')
  const kib = Number(/^MAX_UPDATE_BYTES = (\d+) \* KIB$/m.exec(limits)?.[1])
  expect(kib * 1024).toBe(MAX_UPDATE_BYTES)
})
