// What a person typed can be read from the updates alone, without the text they were typed into.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { insertedText, wordsOf } from '../../src/provider/kept_words'

/** The updates of what `type` does in a document that holds `before` already. */
function updatesOf(before: string, write: (text: Y.Text) => void): Uint8Array[] {
  const doc = new Y.Doc()
  const text = doc.getText('content')
  const other = new Y.Doc()
  other.getText('content').insert(0, before)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  write(text)
  return updates
}

function type(text: Y.Text, at: number, words: string): void {
  for (const [i, letter] of [...words].entries()) {
    text.insert(at + [...words].slice(0, i).join('').length, letter)
  }
}

test.each<[string, string, (text: Y.Text) => void, string]>([
  ['typed at once', 'Before. ', (text) => text.insert(8, 'New words'), 'New words'],
  ['letter by letter', 'Before. ', (text) => type(text, 8, 'Ünïcode 🙂 عربي'), 'Ünïcode 🙂 عربي'],
  [
    'corrected in the middle',
    '',
    (text) => {
      type(text, 0, 'helo world')
      text.insert(3, 'l')
    },
    'hello world',
  ],
  [
    'a word put before it',
    'Before. ',
    (text) => {
      type(text, 8, 'world')
      text.insert(8, 'hello ')
    },
    'hello world',
  ],
  [
    'with a slip deleted',
    'Before. ',
    (text) => {
      type(text, 8, 'teh')
      text.delete(9, 2)
      type(text, 9, 'he')
    },
    'the',
  ],
  [
    'in two places',
    'One. Two. ',
    (text) => {
      type(text, 10, 'at the end')
      type(text, 4, ' in between')
    },
    'at the end\n in between',
  ],
  ['in several lines', '', (text) => text.insert(0, 'a\n\nb'), 'a\n\nb'],
])('%s', (_, before, write, expected) => {
  const updates = updatesOf(before, write)
  expect(insertedText(updates)).toBe(expected)
  expect(insertedText([Y.mergeUpdates(updates)])).toBe(expected)
  expect(insertedText([...updates, ...updates])).toBe(expected)
})

test('what was only deleted leaves nothing to copy', () => {
  const updates = updatesOf('Before. ', (text) => text.delete(0, 3))
  expect(wordsOf({ updates, at: new Date(0), reason: '' })).toBeNull()
})

test('in an empty document the words come out as they stood, however they were typed', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    let state = seed
    const below = (bound: number) => {
      state = (state * 48271) % 2147483647
      return state % bound
    }
    let shown = ''
    const updates = updatesOf('', (text) => {
      for (let i = 0; i < 40; i += 1) {
        const { length } = text
        if (length > 3 && below(4) === 0) text.delete(below(length - 2), 2)
        else text.insert(below(length + 1), String.fromCharCode(97 + below(26)))
      }
      shown = text.toString()
    })
    const found = insertedText(updates).replaceAll('\n', '')
    expect([...found].sort().join('')).toBe([...shown].sort().join(''))
  }
})
