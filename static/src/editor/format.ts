// Bold, italic and strikethrough: for what is selected, for the word around the caret, or for what
// is typed next.

import type { EditorState, TransactionSpec } from '@codemirror/state'
import type { Command } from '@codemirror/view'
import { type Glyph, isSpace, plain, type Styles } from './glyphs'
import { type Edit, mend } from './mend'
import { pending, setPending } from './pending'
import { glyphsBetween, type Region, regionAt, regionsOf, roleAt } from './regions'
import { wholeSpans } from './rewrite'

export type Toggled = 'strong' | 'emphasis' | 'strike'

/** A command that puts a style on, or takes it off when all of the text has it. */
export function toggle(style: Toggled): Command {
  return (view) => {
    const { state } = view
    if (state.readOnly) return false
    const range = state.selection.main.empty ? wordAround(state) : state.selection.main
    view.dispatch(range ? restyle(state, range, style) : chooseNext(state, style))
    return true
  }
}

/** The styles of the selection: those all of it has, or those the next character would take. */
export function stylesAt(state: EditorState): Styles {
  const { from, to, empty } = state.selection.main
  if (empty) return state.field(pending, false) ?? stylesBefore(state, from)
  const glyphs = selected(state, from, to)
  const all = (style: Toggled) => glyphs.length > 0 && glyphs.every((glyph) => glyph.styles[style])
  const link = glyphs.find((glyph) => glyph.styles.link)?.styles.link ?? null
  return {
    strong: all('strong'),
    emphasis: all('emphasis'),
    strike: all('strike'),
    code: false,
    link,
  }
}

function stylesBefore(state: EditorState, pos: number): Styles {
  const region = regionAt(state, pos)
  if (!region) return plain
  const glyphs = glyphsBetween(state, pos, pos).filter(within(region))
  return (glyphs.filter((glyph) => glyph.at < pos).at(-1) ?? glyphs[0])?.styles ?? plain
}

function within(region: Region): (glyph: Glyph) => boolean {
  return (glyph) => glyph.at >= region.from && glyph.at < region.to
}

function selected(state: EditorState, from: number, to: number): Glyph[] {
  return glyphsBetween(state, from, to).filter((g) => within({ from, to })(g) && !isSpace(g))
}

/** The word with the caret strictly inside it, else null: at a word's edge people mean to type on. */
function wordAround(state: EditorState): Region | null {
  const pos = state.selection.main.head
  const region = regionAt(state, pos)
  if (!region) return null
  const glyphs = glyphsBetween(state, pos, pos).filter(within(region))
  const isWord = (glyph: Glyph | undefined) =>
    glyph !== undefined && /[\p{L}\p{N}\p{M}]/u.test(glyph.text)
  let end = glyphs.findIndex((glyph) => glyph.at >= pos)
  let start = end
  while (isWord(glyphs[start - 1])) start--
  while (isWord(glyphs[end])) end++
  const [first, last] = [glyphs[start], glyphs[end - 1]]
  if (!first || !last || first.at >= pos || last.at < pos) return null
  return { from: first.at, to: last.at + 1 }
}

function chooseNext(state: EditorState, style: Toggled): TransactionSpec {
  const styles = stylesAt(state)
  return { effects: setPending.of({ ...styles, link: null, code: false, [style]: !styles[style] }) }
}

function restyle(state: EditorState, range: Region, style: Toggled): TransactionSpec {
  const on = !selected(state, range.from, range.to).every((glyph) => glyph.styles[style])
  const area = wholeSpans(state, state.doc.lineAt(range.from).from, state.doc.lineAt(range.to).to)
  const glyphs = glyphsBetween(state, area.from, area.to).map((glyph) =>
    within(range)(glyph) ? { ...glyph, styles: { ...glyph.styles, [style]: on } } : glyph,
  )
  return { changes: editsIn(state, area, glyphs), userEvent: 'input.format' }
}

function editsIn(state: EditorState, area: Region, glyphs: readonly Glyph[]): Edit[] {
  const edits: Edit[] = []
  for (let pos = area.from; pos <= area.to; ) {
    const line = state.doc.lineAt(pos)
    for (const { from, to } of regionsOf(line.text, roleAt(state, line.from))) {
      const region = { from: line.from + from, to: line.from + to }
      edits.push(...mend(state.doc, region, glyphs.filter(within(region))))
    }
    pos = line.to + 1
  }
  return edits
}
