// What typing, deleting and pasting may not break: the bars and lines that hold a table together.

import {
  EditorSelection,
  EditorState,
  type Transaction,
  type TransactionSpec,
} from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import { ySyncAnnotation } from 'y-codemirror.next'
import { cellsOf, isDelimiterRow } from './cells'
import { enclosing, isBlank, treeTo } from './lines'
import type { Region } from './regions'
import { takesVisible, takeWhole } from './whole_blocks'

/** A deletion that does not take a whole table leaves every bar of it. */
const keepBars = EditorState.changeFilter.of((transaction) => {
  if (!concerns(transaction)) return true
  const { startState: state } = transaction
  const kept: number[] = []
  transaction.changes.iterChangedRanges((from, to) => {
    if (from === to) return
    for (const table of tablesBetween(state, from, to)) {
      if (takesVisible(state, table, from, to)) continue
      for (const bar of barsOf(state, table))
        if (bar.from < to && bar.to > from) kept.push(bar.from, bar.to)
    }
  })
  return kept.length ? kept : true
})

/** What is put into a cell stays in it: line breaks become spaces, pasted bars are escaped. */
const stayInCell = EditorState.transactionFilter.of((transaction) => {
  if (!concerns(transaction)) return transaction
  const pasted = transaction.isUserEvent('input.paste') || transaction.isUserEvent('input.drop')
  let leaves = false
  const changes: { from: number; to: number; insert: string }[] = []
  transaction.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    const text = inserted.toString()
    const inside = insideTable(transaction.startState, from, to)
    const insert = inside ? fitCell(text, pasted) : text
    leaves ||= insert !== text
    changes.push({ from, to, insert })
  })
  return leaves ? respell(transaction, changes) : transaction
})

function concerns(transaction: Transaction): boolean {
  if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return false
  if (transaction.isUserEvent('input.format')) return false
  return ['input', 'delete', 'move'].some((event) => transaction.isUserEvent(event))
}

function tablesBetween(state: EditorState, from: number, to: number): SyntaxNode[] {
  const tables: SyntaxNode[] = []
  treeTo(state, to).iterate({
    from,
    to,
    enter(node) {
      if (node.name === 'Table') tables.push(node.node)
    },
  })
  return tables
}

/** All of a table that is not text of a cell, with the line breaks that part it from its neighbours. */
function barsOf(state: EditorState, table: SyntaxNode): Region[] {
  const { doc } = state
  const bars: Region[] = []
  let open = lastTextEnd(state, table.from)
  for (let pos = table.from; pos <= table.to; ) {
    const line = doc.lineAt(pos)
    for (const cell of isDelimiterRow(line.text) ? [] : cellsOf(line.text)) {
      bars.push({ from: open, to: line.from + cell.from })
      open = line.from + cell.to
    }
    pos = line.to + 1
  }
  bars.push({ from: open, to: nextTextStart(state, table.to) })
  return bars.filter((bar) => bar.from < bar.to)
}

function lastTextEnd(state: EditorState, pos: number): number {
  let line = state.doc.lineAt(pos)
  while (line.number > 1) {
    line = state.doc.line(line.number - 1)
    if (!isBlank(line.text)) return line.to
  }
  return 0
}

function nextTextStart(state: EditorState, pos: number): number {
  let line = state.doc.lineAt(pos)
  while (line.number < state.doc.lines) {
    line = state.doc.line(line.number + 1)
    if (!isBlank(line.text)) return line.from
  }
  return state.doc.length
}

function insideTable(state: EditorState, from: number, to: number): boolean {
  const table = enclosing(state, from, 'Table')
  if (!table || (from <= table.from && to >= table.to)) return false
  return from > table.from && from < state.doc.lineAt(table.to).to
}

function fitCell(text: string, pasted: boolean): string {
  const line = text.replace(/\s*\n\s*/g, ' ')
  return pasted ? line.replace(/(^|[^\\])\|/g, '$1\\|') : line
}

function respell(
  transaction: Transaction,
  changes: { from: number; to: number; insert: string }[],
): TransactionSpec {
  const set = transaction.startState.changes(changes)
  const last = changes.at(-1)
  const anchor = set.mapPos(last?.to ?? 0, 1)
  return {
    changes: set,
    selection: EditorSelection.cursor(anchor),
    scrollIntoView: true,
    userEvent: transaction.isUserEvent('input.paste') ? 'input.paste' : 'input.type',
  }
}

// Filters run from the last to the first: ranges are widened before anything is fitted into a cell.
export const guard = [keepBars, stayInCell, takeWhole]
