// Tables: which cell the caret is in, and putting it into another.

import type { EditorState, Line } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { type Cell, cellsOf, isDelimiterRow } from './cells'
import { enclosing } from './lines'

export interface Row {
  line: Line
  cells: Cell[]
}

/** A table and the cell the caret is in. The `| --- |` line is not among the rows. */
export interface Table {
  rows: Row[]
  delimiter: Line
  row: number
  column: number
}

/** The table around the caret, or null. */
export function tableAt(state: EditorState, pos = state.selection.main.head): Table | null {
  const node = enclosing(state, pos, 'Table')
  if (!node) return null
  const rows: Row[] = []
  let delimiter: Line | null = null
  for (let at = node.from; at <= node.to; ) {
    const line = state.doc.lineAt(at)
    if (!delimiter && rows.length === 1 && isDelimiterRow(line.text)) delimiter = line
    else rows.push({ line, cells: cellsOf(line.text) })
    at = line.to + 1
  }
  if (!delimiter) return null
  const row = Math.max(
    0,
    rows.findLastIndex(({ line }) => line.from <= pos),
  )
  const cells = rows[row]?.cells ?? []
  const offset = pos - (rows[row]?.line.from ?? 0)
  const column = Math.max(
    0,
    cells.findLastIndex((cell) => cell.from <= offset),
  )
  return { rows, delimiter, row, column }
}

/** Puts the caret into a cell; false when there is no such cell. */
export function goToCell(view: EditorView, table: Table, row: number, column: number): boolean {
  const target = table.rows[row]
  const cell = target?.cells[Math.min(column, target.cells.length - 1)]
  if (!target || !cell) return false
  const blank = !target.line.text.slice(cell.from, cell.to).trim()
  const anchor = target.line.from + (blank ? cell.from : cell.to)
  view.dispatch({ selection: { anchor }, scrollIntoView: true, userEvent: 'select' })
  return true
}
