// From cell to cell with Tab and Enter, and out of the table.

import type { Command } from '@codemirror/view'
import { enclosing } from './lines'
import { goToCell, tableAt } from './table'
import { addRow } from './table_edits'

/** The next cell; after the last one a new row. */
export const nextCell: Command = (view) => {
  const table = tableAt(view.state)
  if (!table) return false
  const { row, column, rows } = table
  if (column + 1 < (rows[row]?.cells.length ?? 0)) return goToCell(view, table, row, column + 1)
  if (row + 1 < rows.length) return goToCell(view, table, row + 1, 0)
  if (view.state.readOnly) return leaveTable(view)
  addRow(view)
  const grown = tableAt(view.state)
  return grown ? goToCell(view, grown, row + 1, 0) : true
}

/** The cell before; from the first one out of the table, above it. */
export const previousCell: Command = (view) => {
  const table = tableAt(view.state)
  if (!table) return false
  const { row, column, rows } = table
  if (column > 0) return goToCell(view, table, row, column - 1)
  return row === 0 ? true : goToCell(view, table, row - 1, (rows[row - 1]?.cells.length ?? 1) - 1)
}

/** The cell below; from the last row out of the table. */
export const cellBelow: Command = (view) => {
  const table = tableAt(view.state)
  if (!table) return false
  return goToCell(view, table, table.row + 1, table.column) || leaveTable(view)
}

/** To the paragraph under the table, which is made if there is none. */
export const leaveTable: Command = (view) => {
  const { state } = view
  const node = enclosing(state, state.selection.main.head, 'Table')
  if (!node) return false
  const end = state.doc.lineAt(node.to).to
  const gap = /^\s*/.exec(state.sliceDoc(end))?.[0].length ?? 0
  if (end + gap < state.doc.length || state.readOnly) {
    view.dispatch({ selection: { anchor: end + gap }, scrollIntoView: true, userEvent: 'select' })
  } else {
    const changes = { from: end, to: end + gap, insert: '\n\n' }
    view.dispatch({ changes, selection: { anchor: end + 2 }, userEvent: 'input.format' })
  }
  return true
}
