// Enter and Shift-Enter: people write paragraphs, items and rows, never lines.

import type { ChangeSpec, EditorState, Line } from '@codemirror/state'
import type { Command } from '@codemirror/view'
import { outdentLine } from './indent'
import { contentStart, enclosing, inCode, isBlank, isItem, type Prefix, prefixOf } from './lines'

/** A new paragraph, item or quoted paragraph; in an empty item or quote, the way out of it. */
export const enter: Command = (view) => {
  const { state } = view
  const { from, to, empty } = state.selection.main
  if (state.readOnly || inCode(state, from)) return false
  const line = state.doc.lineAt(from)
  const prefix = prefixOf(line.text)
  // Markdown shows no spaces at the start of a paragraph.
  const spaces = /^[ \t]*/.exec(state.sliceDoc(to, state.doc.lineAt(to).to))?.[0].length ?? 0
  const bare = empty && !line.text.slice(prefix.length).trim()
  // An empty paragraph is all the room there is: Markdown knows no more.
  if (bare && prefix.kind === 'text' && !prefix.quote) return true
  if (bare && prefix.kind !== 'text' && prefix.indent && outdentLine(view, line)) return true
  if (bare) return leave(view)
  const insert = from < contentStart(line) ? `${prefix.quote}\n` : newBlock(state, line, prefix, to)
  const at = Math.max(from, Math.min(contentStart(line), line.to))
  view.dispatch({
    changes: { from: at, to: Math.max(at, to + spaces), insert },
    selection: { anchor: at + insert.length },
    userEvent: 'input.enter',
    scrollIntoView: true,
  })
  return true
}

/** What parts the text before the caret from the text after it. */
function newBlock(state: EditorState, line: Line, prefix: Prefix, to: number): string {
  const { quote, indent, marker } = prefix
  const blank = `\n${quote.trimEnd()}\n`
  if (isItem(prefix)) return `\n${quote}${indent}${marker}`
  const splitsHeading = prefix.kind === 'heading' && to < line.to && to > contentStart(line)
  if (splitsHeading) return `${blank}${quote}${marker}`
  if (prefix.kind === 'heading' && to === contentStart(line) && state.selection.main.empty)
    return `${blank}${quote}${marker}`
  return blank + quote + indent
}

/** Turns an empty item, heading or quoted line into an empty paragraph outside of it. */
const leave: Command = (view) => {
  const { state } = view
  const line = state.doc.lineAt(state.selection.main.head)
  const prefix = prefixOf(line.text)
  const quoted = prefix.kind === 'text'
  const stays = quoted ? '' : prefix.quote
  const before = above(state, line) ? `${stays.trimEnd()}\n` : ''
  const after = below(state, line) ? `\n${stays.trimEnd()}` : ''
  // The bar over an empty quoted line parted it from the quote; now it parts nothing.
  const bar = quoted && line.number > 1 ? state.doc.line(line.number - 1) : line
  const from =
    isBlank(bar.text) && !above(state, bar) ? line.from : isBlank(bar.text) ? bar.from : line.from
  const insert = (from < line.from ? '\n' : before) + stays + after
  const changes: ChangeSpec = { from, to: line.to, insert }
  const anchor = from + insert.length - after.length
  view.dispatch({ changes, selection: { anchor }, userEvent: 'input.format', scrollIntoView: true })
  return true
}

/** Whether text stands directly above, so that what follows would be read as part of it. */
export function above(state: EditorState, line: Line): boolean {
  return line.number > 1 && !isBlank(state.doc.line(line.number - 1).text)
}

export function below(state: EditorState, line: Line): boolean {
  return line.number < state.doc.lines && !isBlank(state.doc.line(line.number + 1).text)
}

/** A line break inside the paragraph: a backslash that nobody sees, then a new line. */
export const breakLine: Command = (view) => {
  const { state } = view
  const { from, to } = state.selection.main
  if (state.readOnly || inCode(state, from)) return false
  const line = state.doc.lineAt(from)
  const prefix = prefixOf(line.text)
  const nothingBefore = from <= contentStart(line)
  if (prefix.kind === 'heading' || nothingBefore || enclosing(state, from, 'Table')) return true
  const hang = isItem(prefix)
    ? ' '.repeat(prefix.indent.length + prefix.marker.length)
    : prefix.indent
  const insert = `\\\n${prefix.quote}${hang}`
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.enter',
    scrollIntoView: true,
  })
  return true
}
