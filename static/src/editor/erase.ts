// Backspace and Delete: one visible character, or the edge between two blocks, never half a mark.

import { type ChangeSpec, type EditorState, findClusterBreak, type Line } from '@codemirror/state'
import type { Command, EditorView } from '@codemirror/view'
import { cellsOf } from './cells'
import { above, below } from './enter'
import { outdentLine } from './indent'
import { contentStart, enclosing, inCode, isBlank, isItem, prefixOf } from './lines'
import { breakLength, glyphsBetween, type Region, regionAt } from './regions'

/** Backspace. Leaves selections, and code, to the ordinary command. */
export const eraseBackward: Command = (view) => {
  const { state } = view
  const { head, empty } = state.selection.main
  if (state.readOnly || !empty || inCode(state, head)) return false
  const region = regionAt(state, head)
  const range = region ? clusterAt(state, region, head, false) : null
  if (range) return remove(view, range, 'delete.backward')
  if (enclosing(state, head, 'Table')) return true
  const line = state.doc.lineAt(head)
  return prefixOf(line.text).length > 0 && !isBlank(line.text)
    ? dropPrefix(view, line)
    : joinBackward(view, line)
}

/** Delete. Leaves selections, and code, to the ordinary command. */
export const eraseForward: Command = (view) => {
  const { state } = view
  const { head, empty } = state.selection.main
  if (state.readOnly || !empty || inCode(state, head)) return false
  const region = regionAt(state, head)
  const range = region ? clusterAt(state, region, head, true) : null
  if (range) return remove(view, range, 'delete.forward')
  return enclosing(state, head, 'Table') ? true : joinForward(view, state.doc.lineAt(head))
}

function remove(view: EditorView, range: Region, userEvent: string): boolean {
  const { from, to } = range
  view.dispatch({
    changes: { from, to },
    selection: { anchor: from },
    userEvent,
    scrollIntoView: true,
  })
  return true
}

/** The visible character beside a position, whole, with the backslash that escapes it. */
function clusterAt(state: EditorState, region: Region, pos: number, ahead: boolean): Region | null {
  const shown = glyphsBetween(state, region.from, region.from).filter(
    (glyph) => glyph.at >= region.from && glyph.at < region.to,
  )
  const index = shown.filter((glyph) => glyph.at < pos).length
  // One unit a glyph, so that indexes of the text are indexes of glyphs.
  const text = shown.map((glyph) => glyph.text[0]).join('')
  const other = findClusterBreak(text, index, ahead)
  const first = shown[Math.min(index, other)]
  const last = shown[Math.max(index, other) - 1]
  if (!first || !last || index === other) return null
  return { from: first.at - (first.escaped ? 1 : 0), to: last.at + last.text.length }
}

/** At the start of its text, a heading, item or quote first becomes a plain paragraph. */
function dropPrefix(view: EditorView, line: Line): boolean {
  const { state } = view
  const prefix = prefixOf(line.text)
  if (isItem(prefix) && prefix.indent && outdentLine(view, line)) return true
  const quote = prefix.kind === 'text' ? '' : prefix.quote
  const parts = prefix.kind !== 'heading'
  const before = parts && above(state, line) ? `${quote.trimEnd()}\n` : ''
  const after = parts && below(state, line) ? `\n${quote.trimEnd()}` : ''
  const changes: ChangeSpec[] = [
    { from: line.from, to: contentStart(line), insert: before + quote },
    { from: line.to, insert: after },
  ]
  const anchor = line.from + before.length + quote.length
  view.dispatch({ changes, selection: { anchor }, userEvent: 'input.format' })
  return true
}

function joinBackward(view: EditorView, line: Line): boolean {
  const { state } = view
  const previous = textBeside(state, line, -1)
  if (!previous) return true
  if (enclosing(state, previous.from, 'Table')) {
    const cell = cellsOf(previous.text).at(-1)
    return goTo(view, previous.from + (cell?.to ?? 0))
  }
  const rule = enclosing(state, previous.from, 'HorizontalRule') !== null
  const from = rule ? previous.from : previous.to - breakLength(previous.text)
  const to = isBlank(line.text) ? line.to : rule ? line.from : contentStart(line)
  return remove(view, { from, to }, 'delete.backward')
}

function joinForward(view: EditorView, line: Line): boolean {
  const { state } = view
  const next = textBeside(state, line, 1)
  if (!next) return true
  if (enclosing(state, next.from, 'Table'))
    return goTo(view, next.from + (cellsOf(next.text)[0]?.from ?? 0))
  const rule = enclosing(state, next.from, 'HorizontalRule') !== null
  if (isBlank(line.text)) return remove(view, { from: line.from, to: next.from }, 'delete.forward')
  const from = line.to - breakLength(line.text)
  return remove(view, { from, to: rule ? next.to : contentStart(next) }, 'delete.forward')
}

function goTo(view: EditorView, anchor: number): boolean {
  view.dispatch({ selection: { anchor }, scrollIntoView: true, userEvent: 'select' })
  return true
}

/** The nearest line with something to see, above (-1) or below (1). */
function textBeside(state: EditorState, line: Line, way: 1 | -1): Line | null {
  for (let n = line.number + way; n >= 1 && n <= state.doc.lines; n += way)
    if (!isBlank(state.doc.line(n).text)) return state.doc.line(n)
  return null
}
