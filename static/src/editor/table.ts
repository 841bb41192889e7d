// Tables: going from cell to cell, and adding and removing rows and columns.

import type { EditorState, Line } from '@codemirror/state'
import type { Command, EditorView } from '@codemirror/view'
import { type Cell, cellsOf, isDelimiterRow } from './cells'
import { enclosing } from './lines'
import type { Edit } from './mend'

interface Row {
  line: Line
  cells: Cell[]
}

/** A table and the cell the caret is in. The `| --- |` line is not among the rows. */
interface Table {
  rows: Row[]
  delimiter: Line
  row: number
  column: number
}

const EMPTY = '  |'

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

function goTo(view: EditorView, table: Table, row: number, column: number): boolean {
  const target = table.rows[row]
  const cell = target?.cells[Math.min(column, target.cells.length - 1)]
  if (!target || !cell) return false
  const blank = !target.line.text.slice(cell.from, cell.to).trim()
  const anchor = target.line.from + (blank ? cell.from : cell.to)
  view.dispatch({ selection: { anchor }, scrollIntoView: true, userEvent: 'select' })
  return true
}

/** The next cell; after the last one a new row. */
export const nextCell: Command = (view) => {
  const table = tableAt(view.state)
  if (!table) return false
  const { row, column, rows } = table
  if (column + 1 < (rows[row]?.cells.length ?? 0)) return goTo(view, table, row, column + 1)
  if (row + 1 < rows.length) return goTo(view, table, row + 1, 0)
  if (view.state.readOnly) return leaveTable(view)
  addRow(view)
  const grown = tableAt(view.state)
  return grown ? goTo(view, grown, row + 1, 0) : true
}

/** The cell before; from the first one out of the table, above it. */
export const previousCell: Command = (view) => {
  const table = tableAt(view.state)
  if (!table) return false
  const { row, column, rows } = table
  if (column > 0) return goTo(view, table, row, column - 1)
  return row === 0 ? true : goTo(view, table, row - 1, (rows[row - 1]?.cells.length ?? 1) - 1)
}

/** The cell below; from the last row out of the table. */
export const cellBelow: Command = (view) => {
  const table = tableAt(view.state)
  if (!table) return false
  return goTo(view, table, table.row + 1, table.column) || leaveTable(view)
}

/** To the paragraph under the table, which is made if there is none. */
export const leaveTable: Command = (view) => {
  const { state } = view
  const node = enclosing(state, state.selection.main.head, 'Table')
  if (!node) return false
  const end = state.doc.lineAt(node.to)
  const follows = /^\s*?\n\s*(\S)/.test(state.sliceDoc(end.to, state.doc.length).slice(0, 200))
  const rest = state.sliceDoc(end.to)
  const gap = /^\s*/.exec(rest)?.[0] ?? ''
  if (follows || state.readOnly) {
    const anchor = Math.min(state.doc.length, end.to + gap.length)
    view.dispatch({ selection: { anchor }, scrollIntoView: true, userEvent: 'select' })
  } else {
    const changes = { from: end.to, to: end.to + gap.length, insert: '\n\n' }
    view.dispatch({ changes, selection: { anchor: end.to + 2 }, userEvent: 'input.format' })
  }
  return true
}

/** Adds a row under the caret's. */
export const addRow: Command = (view) => {
  const table = tableAt(view.state)
  if (!table || view.state.readOnly) return false
  const columns = table.rows[0]?.cells.length ?? 1
  // No row can stand between the heading row and its delimiter.
  const after = table.row === 0 ? table.delimiter : table.rows[table.row]?.line
  if (!after) return false
  const insert = `\n|${EMPTY.repeat(columns)}`
  view.dispatch({ changes: { from: after.to, insert }, userEvent: 'input.format' })
  const grown = tableAt(view.state)
  return grown ? goTo(view, grown, table.row + 1, table.column) : true
}

/** Removes the caret's row; the heading row goes only with its table. */
export const removeRow: Command = (view) => {
  const table = tableAt(view.state)
  const line = table?.rows[table.row]?.line
  if (!table || !line || view.state.readOnly) return false
  if (table.row === 0) return removeTable(view)
  view.dispatch({ changes: { from: line.from - 1, to: line.to }, userEvent: 'input.format' })
  const left = tableAt(view.state, table.delimiter.from)
  return left ? goTo(view, left, Math.min(table.row, left.rows.length - 1), table.column) : true
}

/** Adds a column after the caret's. */
export const addColumn: Command = (view) => {
  const table = tableAt(view.state)
  if (!table || view.state.readOnly) return false
  const changes = [
    ...table.rows.map(({ line }) => insertAfter(line, table.column, EMPTY)),
    insertAfter(table.delimiter, table.column, ' --- |'),
  ]
  view.dispatch({ changes, userEvent: 'input.format' })
  const grown = tableAt(view.state)
  return grown ? goTo(view, grown, table.row, table.column + 1) : true
}

/** Where column's closing bar stands, counted in the line; a missing one is added. */
function insertAfter(line: Line, column: number, cell: string): Edit {
  const edges = edgesOf(line.text, column)
  const closed = line.text[edges.to] === '|'
  const at = line.from + edges.to + (closed ? 1 : 0)
  return { from: at, to: at, insert: closed ? cell : ` |${cell}` }
}

/** From the bar before a column to the bar after it. */
function edgesOf(text: string, column: number): Cell {
  const cells = cellsOf(text)
  const cell = cells[Math.min(column, cells.length - 1)] ?? { from: 0, to: text.length }
  let to = cell.to
  while (to < text.length && text[to] !== '|') to++
  let from = cell.from
  while (from > 0 && text[from - 1] !== '|') from--
  return { from, to }
}

/** Removes the caret's column; the last one goes with its table. */
export const removeColumn: Command = (view) => {
  const table = tableAt(view.state)
  if (!table || view.state.readOnly) return false
  if ((table.rows[0]?.cells.length ?? 0) < 2) return removeTable(view)
  const lines = [...table.rows.map(({ line }) => line), table.delimiter]
  const changes = lines
    .filter(({ text }) => cellsOf(text).length > table.column)
    .map((line) => {
      const { from, to } = edgesOf(line.text, table.column)
      return { from: line.from + from, to: line.from + Math.min(line.text.length, to + 1) }
    })
  view.dispatch({ changes, userEvent: 'input.format' })
  const left = tableAt(view.state, table.delimiter.from)
  return left ? goTo(view, left, table.row, Math.max(0, table.column - 1)) : true
}

function removeTable(view: EditorView): boolean {
  const node = enclosing(view.state, view.state.selection.main.head, 'Table')
  if (!node) return false
  const changes = { from: node.from, to: node.to }
  view.dispatch({ changes, selection: { anchor: node.from }, userEvent: 'input.format' })
  return true
}

/** Puts an empty table of three columns under the caret's paragraph. */
export const insertTable: Command = (view) => {
  const { state } = view
  if (state.readOnly || tableAt(state)) return false
  const line = state.doc.lineAt(state.selection.main.head)
  const rows = [`|${EMPTY.repeat(3)}`, `|${' --- |'.repeat(3)}`, `|${EMPTY.repeat(3)}`]
  const before = line.text.trim() ? '\n\n' : ''
  const insert = `${before}${rows.join('\n')}\n${line.number < state.doc.lines ? '' : '\n'}`
  const anchor = line.to + before.length + 2
  view.dispatch({
    changes: { from: line.to, insert },
    selection: { anchor },
    userEvent: 'input.format',
    scrollIntoView: true,
  })
  return true
}
