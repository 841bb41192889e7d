// Adding and removing rows, columns and whole tables.

import type { Line } from '@codemirror/state'
import type { Command, EditorView } from '@codemirror/view'
import { type Cell, cellsOf } from './cells'
import { enclosing } from './lines'
import type { Edit } from './mend'
import { goToCell, tableAt } from './table'

const EMPTY = '  |'

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
  return grown ? goToCell(view, grown, table.row + 1, table.column) : true
}

/** Removes the caret's row; the heading row goes only with its table. */
export const removeRow: Command = (view) => {
  const table = tableAt(view.state)
  const line = table?.rows[table.row]?.line
  if (!table || !line || view.state.readOnly) return false
  if (table.row === 0) return removeTable(view)
  view.dispatch({ changes: { from: line.from - 1, to: line.to }, userEvent: 'input.format' })
  const left = tableAt(view.state, table.delimiter.from)
  return left ? goToCell(view, left, Math.min(table.row, left.rows.length - 1), table.column) : true
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
  return grown ? goToCell(view, grown, table.row, table.column + 1) : true
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
  return left ? goToCell(view, left, table.row, Math.max(0, table.column - 1)) : true
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
