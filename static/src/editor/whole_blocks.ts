// Deleting whole blocks: who takes all that shows of a heading, a quote or a table takes its marks.

import { EditorState, Transaction, type TransactionSpec } from '@codemirror/state'
import { ySyncAnnotation } from 'y-codemirror.next'
import { visiblePlace } from './caret'
import { contentStart, isItem, prefixOf, treeTo } from './lines'
import { breakLength, type Region } from './regions'

/** A selection that is deleted or typed over takes the marks of the blocks that go with it. */
export const takeWhole = EditorState.transactionFilter.of((transaction) => {
  if (!concerns(transaction)) return transaction
  const { startState: state } = transaction
  const changes: { from: number; to: number; insert: string }[] = []
  let widened = false
  transaction.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    const insert = inserted.toString()
    const all = !insert && takesAll(state, from, to)
    const range = all ? { from: 0, to: state.doc.length } : wholeBlocks(state, from, to)
    widened ||= range.from < from || range.to > to
    changes.push({ ...range, insert })
  })
  return widened ? respell(transaction, changes) : transaction
})

function concerns(transaction: Transaction): boolean {
  const { startState, docChanged } = transaction
  if (!docChanged || startState.selection.main.empty) return false
  if (transaction.annotation(ySyncAnnotation)) return false
  if (transaction.isUserEvent('input.type.compose')) return false
  return transaction.isUserEvent('delete') || transaction.isUserEvent('input.type')
}

function respell(
  transaction: Transaction,
  changes: { from: number; to: number; insert: string }[],
): TransactionSpec {
  const set = transaction.startState.changes(changes)
  const userEvent = transaction.annotation(Transaction.userEvent)
  return {
    changes: set,
    selection: { anchor: set.mapPos(changes.at(-1)?.to ?? 0, 1) },
    scrollIntoView: true,
    ...(userEvent && { userEvent }),
  }
}

/** The range with the marks of all blocks of which nothing is left to see; never inside one line. */
export function wholeBlocks(state: EditorState, from: number, to: number): Region {
  if (state.doc.lineAt(from).number === state.doc.lineAt(to).number) return { from, to }
  if (takesAll(state, from, to)) return { from: 0, to: state.doc.length }
  const range = withTables(state, from, to)
  const [first, last] = [state.doc.lineAt(range.from), state.doc.lineAt(range.to)]
  if (range.from > contentStart(first)) return range
  if (range.to <= contentStart(last)) return { from: first.from, to: last.from }
  const rest = range.to < last.to - breakLength(last.text)
  // An item whose words go stays as an empty item, so that its neighbours stay one list.
  return rest || isItem(prefixOf(first.text)) ? range : { from: first.from, to: last.to }
}

function takesAll(state: EditorState, from: number, to: number): boolean {
  return takesVisible(state, { from: 0, to: state.doc.length }, from, to)
}

/** Whether a deletion takes all that shows of a table, or of the whole document. */
export function takesVisible(state: EditorState, block: Region, from: number, to: number): boolean {
  const start = visiblePlace(state, state.doc.lineAt(block.from).from, true)
  const end = visiblePlace(state, state.doc.lineAt(block.to).to, false)
  return from <= start && to >= end && from < to
}

function withTables(state: EditorState, from: number, to: number): Region {
  const range = { from, to }
  treeTo(state, to).iterate({
    from,
    to,
    enter({ name, node }) {
      if (name !== 'Table' || !takesVisible(state, node, from, to)) return
      range.from = Math.min(range.from, state.doc.lineAt(node.from).from)
      range.to = Math.max(range.to, state.doc.lineAt(node.to).to)
    },
  })
  return range
}
