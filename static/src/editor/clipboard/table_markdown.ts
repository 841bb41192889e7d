// Tables of a pasted page, written as Markdown tables.

import { escapeLineStart } from './escapes'
import { flatRuns } from './flat_runs'
import { inlineMarkdown } from './inline_markdown'
import { type Look, lookInside, STRONG } from './runs'

/** More columns, or cells merged over more rows, than this are cut: no page could show them. */
const MAX_SPAN = 50

/** A larger table, its rows filled up, would be no table any more: its rows become paragraphs. */
const MAX_CELLS = 20_000

/**
 * A table as Markdown, its first row as the head; '' for a table without text.
 *
 * Merged cells keep their text in their first cell. Markdown cells hold one line.
 */
export function tableMarkdown(table: Element, look: Look): string {
  const rows = grid(table, look).filter((row) => row.some((cell) => cell))
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0)
  if (rows.length * width > MAX_CELLS) return rows.map(looseRow).join('\n\n')
  const [head, ...body] = rows.map((row) =>
    line(Array.from({ length: width }, (_, at) => row[at] ?? '')),
  )
  return head === undefined ? '' : [head, line(Array(width).fill('---')), ...body].join('\n')
}

function looseRow(cells: readonly string[]): string {
  return escapeLineStart(cells.filter((cell) => cell).join(' '))
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function grid(table: Element, look: Look): string[][] {
  const rows: string[][] = []
  rowsOf(table).forEach((row, at) => {
    const cells = rowAt(rows, at)
    let column = 0
    for (const cell of row.querySelectorAll(':scope > td, :scope > th')) {
      while (cells[column] !== undefined) column++
      fill(rows, at, column, cell, cellMarkdown(cell, look, at === 0))
    }
  })
  return rows.map((row) => Array.from(row, (cell) => cell ?? ''))
}

/** The rows of this table, not of tables inside its cells. */
function rowsOf(table: Element): Element[] {
  return [
    ...table.querySelectorAll(
      ':scope > tr, :scope > thead > tr, :scope > tbody > tr, :scope > tfoot > tr',
    ),
  ]
}

function fill(rows: string[][], top: number, start: number, cell: Element, text: string): void {
  const height = spanOf(cell, 'rowspan')
  const width = Math.min(spanOf(cell, 'colspan'), Math.max(1, MAX_SPAN - start))
  for (let row = top; row < top + height; row++) {
    const cells = rowAt(rows, row)
    for (let column = start; column < start + width; column++) {
      cells[column] = row === top && column === start ? text : ''
    }
  }
}

function rowAt(rows: string[][], at: number): string[] {
  rows[at] ??= []
  return rows[at]
}

function spanOf(cell: Element, name: string): number {
  return Math.min(Math.max(1, Number.parseInt(cell.getAttribute(name) ?? '1', 10) || 1), MAX_SPAN)
}

/** A head is bold by its place; bold of its own would be written twice. */
function cellMarkdown(cell: Element, look: Look, head: boolean): string {
  const own = head ? STRONG : 0
  const runs = flatRuns(cell, lookInside(cell, look))
  return inlineMarkdown(
    runs.map((run) => ({ ...run, marks: run.marks & ~own })),
    true,
  )
}
