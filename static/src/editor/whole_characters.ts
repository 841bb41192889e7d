// No change cuts a character of two UTF-16 units in half: the halves would be two broken ones.

import { EditorState, type Text, Transaction, type TransactionSpec } from '@codemirror/state'
import { ySyncAnnotation } from 'y-codemirror.next'

const BROKEN_HALF = /\p{Surrogate}/gu

/**
 * Widens local changes to whole characters. A browser that replaces one emoji by another reports
 * only the half in which they differ; the server refuses that, as it would harm the shared text.
 */
export const wholeCharacters = EditorState.transactionFilter.of((transaction) => {
  const { startState, changes } = transaction
  if (changes.empty || transaction.annotation(ySyncAnnotation)) return transaction
  const widened: { from: number; to: number; insert: string }[] = []
  let cut = false
  changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    const start = cuts(startState.doc, from) ? from - 1 : from
    const end = cuts(startState.doc, to) ? to + 1 : to
    cut ||= start < from || end > to
    const before = startState.sliceDoc(start, from)
    const after = startState.sliceDoc(to, end)
    const insert = (before + inserted.toString() + after).replace(BROKEN_HALF, '')
    widened.push({ from: start, to: end, insert })
  })
  return cut ? rewritten(transaction, widened) : transaction
})

function cuts(doc: Text, position: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(doc.sliceString(position - 1, position + 1))
}

function rewritten(
  transaction: Transaction,
  widened: readonly { from: number; to: number; insert: string }[],
): TransactionSpec {
  const changes = transaction.startState.changes(widened)
  const event = transaction.annotation(Transaction.userEvent)
  return {
    changes,
    effects: transaction.effects,
    scrollIntoView: transaction.scrollIntoView,
    selection: { anchor: Math.min(transaction.newSelection.main.head, changes.newLength) },
    ...(event ? { userEvent: event } : {}),
  }
}
