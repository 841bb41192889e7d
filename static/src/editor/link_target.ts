// What a link is made of or changed at: the selection, the word at the caret, or the link there.

import type { EditorState, TransactionSpec } from '@codemirror/state'
import { escapeInline } from './clipboard/escapes'
import { htmlToMarkdown } from './clipboard/html_to_markdown'
import { rangeToHtml } from './clipboard/markdown_to_html'
import { readableText } from './clipboard/plain_text'
import { treeTo } from './lines'
import { type Span, spanOf } from './markup'
import { regionAt, roleAt } from './regions'

export interface LinkTarget {
  from: number
  to: number
  /** The words that are or will be the link, as people see them. */
  text: string
  /** The link that is there already. */
  link: Span | null
}

/** The target at the main selection; a selection over several paragraphs is cut to the first. */
export function linkTarget(state: EditorState): LinkTarget {
  const { main } = state.selection
  const link = linkAround(state, main.from, main.to)
  const word = main.empty ? state.wordAt(main.head) : null
  const from = link?.open ?? word?.from ?? main.from
  const end = link?.close ?? word?.to ?? main.to
  const to = Math.max(from, Math.min(end, regionAt(state, from)?.to ?? from))
  const html = rangeToHtml(state.doc.toString(), treeTo(state, to), from, to)
  return { from, to, text: from < to ? readableText(html) : '', link }
}

/** Makes the target a link with these words, or changes the link that is there. */
export function linked(
  state: EditorState,
  target: LinkTarget,
  words: string,
  address: string,
): TransactionSpec {
  const { from, to, link } = target
  const text = words.trim() || address
  const cell = roleAt(state, from) === 'row'
  const kept =
    text === target.text && link?.style === 'link' && state.sliceDoc(link.from, link.open) === '['
  const inner = kept ? state.sliceDoc(from, to) : innerMarkdown(state, target, text, cell)
  const insert = `[${inner}](${address})`
  // A whole link leaves its surroundings as they are; half a bold run needs marks of its own.
  if (link) return { changes: { from: link.from, to: link.to, insert }, userEvent: 'link.edit' }
  return {
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.paste.link',
  }
}

/** Takes the link away and leaves its words, with the look they have. */
export function unlinked({ link }: LinkTarget): TransactionSpec {
  if (!link) return {}
  const marks = [
    { from: link.from, to: link.open },
    { from: link.close, to: link.to },
  ]
  return { changes: marks, userEvent: 'link.remove' }
}

function innerMarkdown(
  state: EditorState,
  target: LinkTarget,
  text: string,
  cell: boolean,
): string {
  if (text !== target.text || target.link) return escapeInline(text, cell)
  const { from, to } = target
  const markdown = htmlToMarkdown(rangeToHtml(state.doc.toString(), treeTo(state, to), from, to))
  return cell ? markdown.replace(/(?<!\\)\|/g, '\\|') : markdown
}

function linkAround(state: EditorState, from: number, to: number): Span | null {
  const read = (start: number, end: number) => state.sliceDoc(start, end)
  let around: Span | null = null
  treeTo(state, to).iterate({
    from,
    to,
    enter(node) {
      const span = spanOf(node, read)
      if (span?.style === 'link' && span.from <= from && span.to >= to) around = span
    },
  })
  return around
}
