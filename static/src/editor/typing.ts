// What some typed characters do: begin a block, or stay what they are where Markdown would differ.

import { EditorView } from '@codemirror/view'
import { contentStart, enclosing, inCode, prefixOf } from './lines'
import { glyphsBetween } from './regions'

/** Takes typed text before CodeMirror does. Never while an input method composes. */
export const typing = EditorView.inputHandler.of((view, from, to, text) => {
  if (view.composing || view.compositionStarted || view.state.readOnly) return false
  if (typedBelowRule(view, from, text)) return true
  if (text === ' ' && from === to && atBlockStart(view, from)) return true
  return atCaret(view, from, to, text)
})

function insert(
  view: EditorView,
  from: number,
  to: number,
  text: string,
  userEvent: string,
): boolean {
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: from + text.length },
    userEvent,
    scrollIntoView: true,
  })
  return true
}

/** A rule holds no text: what is typed on it begins the paragraph under it. */
function typedBelowRule(view: EditorView, pos: number, text: string): boolean {
  const line = view.state.doc.lineAt(pos)
  if (!enclosing(view.state, line.from, 'HorizontalRule') || prefixOf(line.text).length)
    return false
  return insert(view, line.to, line.to, `\n\n${text}`, 'input.type')
}

/** `* ` begins a list as `- ` does; `+ ` and `1986. ` are more often meant as they stand. */
function atBlockStart(view: EditorView, pos: number): boolean {
  const { state } = view
  const line = state.doc.lineAt(pos)
  if (inCode(state, pos) || enclosing(state, pos, 'Table')) return false
  const start = contentStart(line)
  const before = line.text.slice(start - line.from, pos - line.from)
  if (before === '\\*' || before === '*') return insert(view, start, pos, '- ', 'input.format')
  const marker = /^(?:\+|(\d{1,9})([.)]))$/.exec(before)
  if (!marker || marker[1] === '1') return false
  return insert(view, start, pos, `${marker[1] ?? ''}\\${marker[2] ?? '+'} `, 'input.format')
}

/** The browser cannot tell two places apart that hidden marks keep apart; the caret can. */
function atCaret(view: EditorView, from: number, to: number, text: string): boolean {
  const { main } = view.state.selection
  if (!main.empty || from !== to || from === main.head) return false
  const [a, b] = from < main.head ? [from, main.head] : [main.head, from]
  const line = view.state.doc.lineAt(a)
  if (b > line.to) return false
  if (glyphsBetween(view.state, a, b).some((glyph) => glyph.at >= a && glyph.at < b)) return false
  return insert(view, main.head, main.head, text, 'input.type')
}
