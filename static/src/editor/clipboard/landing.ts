// Where pasted Markdown lands: in a sentence, between paragraphs, in an item, a quote or a cell.

import type { EditorState } from '@codemirror/state'
import { parser } from '../language'
import type { Prefix } from '../lines'
import { childIndent, isBlank, isItem, prefixOf } from '../lines'

/** Text ready to stand in the place of [from, to). */
export interface Landing {
  from: number
  to: number
  insert: string
}

/**
 * Fits blocks of Markdown into the place of [from, to).
 *
 * A paragraph at either end joins the sentence it meets, as in a word processor. Items pasted into
 * an empty item become its neighbours; anything else goes on inside the item or quote it is in.
 */
export function land(state: EditorState, from: number, to: number, markdown: string): Landing {
  const [first, last] = [state.doc.lineAt(from), state.doc.lineAt(to)]
  const prefix = prefixOf(first.text)
  const before = first.text.slice(prefix.length, Math.max(prefix.length, from - first.from))
  const after = last.text.slice(Math.max(to - last.from, prefixOf(last.text).length))
  const { firstChild, lastChild } = parser.parse(markdown).topNode
  const [opens, closes] = [firstChild?.name !== 'Paragraph', lastChild?.name !== 'Paragraph']
  const empty = !before.trim() && !after.trim()
  // An empty heading or item gives way to what is pasted as a heading or as items.
  if (
    empty &&
    opens &&
    (prefix.kind === 'heading' || (isItem(prefix) && isItem(prefixOf(markdown))))
  ) {
    const outer = prefix.quote + prefix.indent
    return { from: first.from, to: last.to, insert: outer + indented(markdown, outer) }
  }
  const rest = continuation(prefix)
  const head = before.trim() && opens ? gap(rest) : ''
  const tail = after.trim() && closes ? gap(rest) : ''
  return { from, to, insert: head + indented(markdown, rest) + tail }
}

/** What a further line begins with to stay in the item or quote of a line. */
function continuation(prefix: Prefix): string {
  return prefix.quote + (isItem(prefix) ? ' '.repeat(childIndent(prefix)) : prefix.indent)
}

function gap(rest: string): string {
  return `\n${rest.trimEnd()}\n${rest}`
}

function indented(markdown: string, rest: string): string {
  return markdown
    .split('\n')
    .map((line, at) => (at ? (isBlank(line) ? (rest + line).trimEnd() : rest + line) : line))
    .join('\n')
}
