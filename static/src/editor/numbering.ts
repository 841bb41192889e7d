// The numbers of ordered lists, put right after items were added, removed or moved.

import { EditorState, type Line, type Text, type Transaction } from '@codemirror/state'
import { ySyncAnnotation } from 'y-codemirror.next'
import { isBlank, isItem, type Prefix, prefixOf } from './lines'
import type { Edit } from './mend'

/** A list that is still open while its lines are read from the top. */
interface OpenList {
  indent: number
  /** Where the text of its last item begins: what is indented that far belongs to the item. */
  content: number
  bullet: string
  number: number
}

export const numbering = EditorState.transactionFilter.of((transaction) => {
  if (!movesLines(transaction)) return transaction
  const changes = renumber(transaction)
  return changes.length ? [transaction, { changes, sequential: true }] : transaction
})

/** Typing inside a line moves no item; what others do, they number themselves. */
function movesLines(transaction: Transaction): boolean {
  if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return false
  if (transaction.isUserEvent('input.type.compose')) return false
  if (transaction.isUserEvent('input.format')) return true
  let moves = false
  transaction.changes.iterChanges((fromA, toA, _fromB, _toB, insert) => {
    moves ||= insert.lines > 1 || transaction.startState.sliceDoc(fromA, toA).includes('\n')
  })
  return moves && !transaction.isUserEvent('input.paste')
}

function renumber({ changes, newDoc, startState }: Transaction): Edit[] {
  const edits: Edit[] = []
  let done = 0
  changes.iterChangedRanges((fromA, _toA, fromB, toB) => {
    const start = listStart(newDoc, newDoc.lineAt(fromB).number)
    if (start <= done) return
    done = listEnd(newDoc, newDoc.lineAt(toB).number)
    const before = startState.doc
    const old = listStart(before, before.lineAt(fromA).number)
    edits.push(...numberLines(newDoc, start, done, firstNumber(before, old)))
  }, true)
  return edits
}

function belongs(text: string): boolean {
  const prefix = prefixOf(text)
  return isItem(prefix) || isBlank(text) || (prefix.kind === 'text' && prefix.indent.length > 1)
}

function listStart(doc: Text, number: number): number {
  let first = number
  while (first > 1 && belongs(doc.line(first - 1).text)) first--
  return first
}

function listEnd(doc: Text, number: number): number {
  let last = number
  while (last < doc.lines && belongs(doc.line(last + 1).text)) last++
  return last
}

function firstNumber(doc: Text, first: number): number | null {
  for (let n = first; n <= doc.lines; n++) {
    const prefix = prefixOf(doc.line(n).text)
    if (prefix.kind === 'ordered') return prefix.number
    if (!isBlank(doc.line(n).text)) return null
  }
  return null
}

function numberLines(doc: Text, first: number, last: number, start: number | null): Edit[] {
  const edits: Edit[] = []
  let open: OpenList[] = []
  let parted = false
  let begins = start
  for (let n = first; n <= last; n++) {
    const line = doc.line(n)
    const prefix = prefixOf(line.text)
    const indent = prefix.indent.length
    const blank = isBlank(line.text)
    if (isItem(prefix)) {
      const list = open.findLast((_, i) => (open[i - 1]?.content ?? 0) <= indent)
      const number = numberFor(prefix, list, indent === 0 ? begins : null)
      const marker = markerFor(prefix, number)
      edits.push(...replaceMarker(line, prefix, marker))
      const here = { indent, content: indent + marker.length, bullet: bulletOf(prefix), number }
      open = [...open.filter(({ content }) => content <= indent), here]
      begins = null
    } else if (!blank && (parted || prefix.kind === 'heading')) {
      open = open.filter(({ content }) => content <= indent)
    }
    parted = blank
  }
  return edits
}

function markerFor({ kind, marker }: Prefix, number: number): string {
  return kind === 'ordered' ? String(number) + marker.replace(/^\d+/, '') : marker
}

function replaceMarker(line: Line, prefix: Prefix, insert: string): Edit[] {
  const from = line.from + prefix.quote.length + prefix.indent.length
  return insert === prefix.marker ? [] : [{ from, to: from + prefix.marker.length, insert }]
}

function bulletOf(prefix: Prefix): string {
  return prefix.marker.replace(/\d/g, '').trim()
}

/** One more than the item before in the same list; a list goes on with the number it began at. */
function numberFor(prefix: Prefix, list: OpenList | undefined, start: number | null): number {
  const continues = list && prefix.indent.length < list.content && list.bullet === bulletOf(prefix)
  return continues ? list.number + 1 : (start ?? prefix.number)
}
