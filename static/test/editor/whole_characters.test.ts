import { EditorState, type TransactionSpec } from '@codemirror/state'
import { expect, test } from 'vitest'
import { wholeCharacters } from '../../src/editor/whole_characters'

function changed(doc: string, spec: TransactionSpec) {
  const state = EditorState.create({ doc, extensions: [wholeCharacters] })
  const transaction = state.update(spec)
  const ranges: [number, number, string][] = []
  transaction.changes.iterChanges((from, to, _a, _b, text) => {
    ranges.push([from, to, text.toString()])
  })
  return { text: transaction.newDoc.toString(), ranges }
}

test('an emoji replaced by one with the same first half is replaced as a whole', () => {
  const { text, ranges } = changed('a😀b', { changes: { from: 2, to: 3, insert: '\uDE01' } })
  expect(text).toBe('a😁b')
  expect(ranges).toEqual([[1, 3, '😁']])
})

test('half a character that is deleted takes the other half with it', () => {
  expect(changed('a😀b', { changes: { from: 2, to: 3 } }).text).toBe('ab')
  expect(changed('a😀b', { changes: { from: 1, to: 2 } }).text).toBe('ab')
})

test('text between the halves goes, with them, to where they were', () => {
  expect(changed('😀', { changes: { from: 1, insert: 'x' } }).text).toBe('x')
})

test('changes between characters stay as small as they are', () => {
  const { ranges } = changed('😀😁', {
    changes: { from: 2, insert: 'é' },
    selection: { anchor: 3 },
  })
  expect(ranges).toEqual([[2, 2, 'é']])
})
