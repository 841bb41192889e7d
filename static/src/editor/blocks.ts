// What kind of block the selected lines are: text, a heading, an item, a quote.

import type { EditorState, Line } from '@codemirror/state'
import type { Command } from '@codemirror/view'
import { above, below } from './enter'
import {
  childIndent,
  enclosing,
  inCode,
  isBlank,
  isItem,
  type Kind,
  type Prefix,
  prefixOf,
} from './lines'
import type { Edit } from './mend'

export type ListKind = 'bullet' | 'ordered'

/** The block the caret is in, for the toolbar to show. */
export interface Block {
  kind: Kind
  /** 1 to 6 for a heading, else 0. */
  level: number
  quoted: boolean
  inTable: boolean
}

export function blockAt(state: EditorState): Block {
  const { head } = state.selection.main
  const { kind, number, quote } = prefixOf(state.doc.lineAt(head).text)
  const level = kind === 'heading' ? number : 0
  return { kind, level, quoted: quote !== '', inTable: enclosing(state, head, 'Table') !== null }
}

/** Makes the selected lines headings of a level, or plain text for level 0. */
export function setHeading(level: number): Command {
  return (view) => {
    const { state } = view
    if (state.readOnly) return false
    const marker = level ? `${'#'.repeat(level)} ` : ''
    const edits = remarkAll(state, selectedLines(state), marker)
    view.dispatch({ changes: edits, userEvent: 'input.format', scrollIntoView: true })
    return true
  }
}

/** Turns the selected lines into items of a list, or back into text when all of them are. */
export function toggleList(kind: ListKind): Command {
  return (view) => {
    const { state } = view
    if (state.readOnly) return false
    const lines = selectedLines(state)
    const off = lines.length > 0 && lines.every((line) => prefixOf(line.text).kind === kind)
    const edits = off
      ? remarkAll(state, lines, '')
      : itemise(state, lines, kind === 'bullet' ? '- ' : '1. ')
    view.dispatch({ changes: edits, userEvent: 'input.format', scrollIntoView: true })
    return true
  }
}

/** Puts the selected lines into a quote, or takes them out of it. */
export const toggleQuote: Command = (view) => {
  const { state } = view
  if (state.readOnly) return false
  const [first, last] = [selectedLines(state)[0], selectedLines(state).at(-1)]
  if (!first || !last) return true
  const off = prefixOf(first.text).quote !== ''
  const edits: Edit[] = []
  for (let n = first.number; n <= last.number; n++) {
    const { from, text } = state.doc.line(n)
    const { quote } = prefixOf(text)
    if (off) edits.push({ from, to: from + quote.length, insert: '' })
    else edits.push({ from, to: from, insert: '> ' })
  }
  if (above(state, first)) edits.push({ from: first.from, to: first.from, insert: '\n' })
  if (below(state, last)) edits.push({ from: last.to, to: last.to, insert: '\n' })
  const changes = state.changes(edits.sort((a, b) => a.from - b.from))
  const anchor = changes.mapPos(state.selection.main.anchor, 1)
  const head = changes.mapPos(state.selection.main.head, 1)
  view.dispatch({ changes, selection: { anchor, head }, userEvent: 'input.format' })
  return true
}

/** The selected lines that hold text, or the caret's own line; tables and code are left alone. */
function selectedLines(state: EditorState): Line[] {
  const { from, to, empty } = state.selection.main
  const lines: Line[] = []
  for (let pos = from; pos <= to; ) {
    const line = state.doc.lineAt(pos)
    const open = !enclosing(state, line.from, 'Table') && !inCode(state, line.from)
    if (open && (empty || !isBlank(line.text))) lines.push(line)
    pos = line.to + 1
  }
  return lines
}

function remarkAll(state: EditorState, lines: readonly Line[], marker: string): Edit[] {
  return lines.flatMap((line, i) => {
    const partedByNext = lines[i + 1]?.number === line.number + 1
    return remark(state, line, marker, partedByNext)
  })
}

/** Gives a line another marker and parts it from lines it would run into. */
function remark(state: EditorState, line: Line, marker: string, partedByNext: boolean): Edit[] {
  const prefix = prefixOf(line.text)
  const from = line.from + prefix.quote.length
  const bar = prefix.quote.trimEnd()
  const leaves = isItem(prefix)
  const before = leaves && above(state, line) ? `${bar}\n${prefix.quote}` : ''
  const edits: Edit[] = []
  if (before)
    edits.push({ from: line.from, to: line.from + prefix.length, insert: before + marker })
  else edits.push({ from, to: line.from + prefix.length, insert: marker })
  if (leaves && !partedByNext && below(state, line))
    edits.push({ from: line.to, to: line.to, insert: `\n${bar}` })
  return edits
}

/** Marks lines as items, closes up paragraphs between them, and keeps what hangs under them there. */
function itemise(state: EditorState, lines: readonly Line[], marker: string): Edit[] {
  const edits = lines.flatMap((line, i) => {
    const prefix = prefixOf(line.text)
    const start = line.from + prefix.quote.length
    const from = isItem(prefix) ? start + prefix.indent.length : start
    const edit = { from, to: line.from + prefix.length, insert: marker }
    return [...closeUp(state, lines[i - 1], line), edit]
  })
  const last = lines.at(-1)
  return last ? [...edits, ...hangingEdits(state, last, marker)] : edits
}

function closeUp(state: EditorState, previous: Line | undefined, line: Line): Edit[] {
  if (!previous || line.number - previous.number < 2) return []
  const gap = state.sliceDoc(previous.to, line.from)
  return isBlank(gap) ? [{ from: previous.to, to: line.from - 1, insert: '' }] : []
}

/** A numbered item needs its children further in than a bulleted one does. */
function hangingEdits(state: EditorState, item: Line, marker: string): Edit[] {
  const prefix: Prefix = prefixOf(item.text)
  const kind = marker === '- ' ? 'bullet' : 'ordered'
  const by = childIndent({ ...prefix, kind }) - childIndent(prefix)
  const edits: Edit[] = []
  if (!isItem(prefix) || by <= 0) return edits
  for (let n = item.number + 1; n <= state.doc.lines; n++) {
    const { from, text } = state.doc.line(n)
    const below = prefixOf(text)
    if (!isBlank(text) && below.indent.length <= prefix.indent.length) break
    const at = from + below.quote.length
    if (!isBlank(text)) edits.push({ from: at, to: at, insert: ' '.repeat(by) })
  }
  return edits
}
