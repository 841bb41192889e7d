// What a server lacks is found by clocks, also where the updates leave a gap.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  beyond,
  clocksOf,
  difference,
  reached,
  sameClocks,
  writersOf,
} from '../../src/provider/difference'

function typed(client: number, ...words: string[]): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc()
  doc.clientID = client
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const word of words) doc.getText('content').insert(doc.getText('content').length, word)
  return { doc, updates }
}

test('updates in order reach the end; what comes after a gap does not count', () => {
  const { updates } = typed(7, 'ab', 'cd', 'ef')
  const [first, second, third] = updates as [Uint8Array, Uint8Array, Uint8Array]
  expect(reached(new Map(), [first, second, third])).toEqual(new Map([[7, 6]]))
  expect(reached(new Map(), [first, third])).toEqual(new Map([[7, 2]]))
  expect(reached(new Map([[7, 4]]), [third])).toEqual(new Map([[7, 6]]))
  expect(reached(new Map([[7, 6]]), [first])).toEqual(new Map([[7, 6]]))
})

test('beyond names those of whom more is known here', () => {
  const local = new Map([
    [1, 5],
    [2, 5],
    [3, 5],
  ])
  expect(
    beyond(
      local,
      new Map([
        [1, 5],
        [2, 4],
      ]),
    ),
  ).toEqual([2, 3])
})

test('the difference carries the named clients alone, and brings the other side level', () => {
  const { doc } = typed(7, 'mine')
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(typed(8, 'theirs').doc))
  const update = difference(doc, new Map(), [7])
  expect(writersOf(update)).toEqual([7])
  const other = new Y.Doc()
  Y.applyUpdate(other, update)
  expect(other.getText('content').toString()).toBe('mine')
})

test('clocks are the same only when both know the same of the same clients', () => {
  const clocks = clocksOf(typed(7, 'x').doc)
  expect(sameClocks(clocks, new Map([[7, 1]]))).toBe(true)
  expect(sameClocks(clocks, new Map([[8, 1]]))).toBe(false)
  expect(sameClocks(clocks, new Map([[7, 2]]))).toBe(false)
  expect(sameClocks(clocks, new Map())).toBe(false)
})
