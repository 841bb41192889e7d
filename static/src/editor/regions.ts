// The parts of a line that hold inline Markdown: its text after the prefix, or its table cells.

import type { EditorState } from '@codemirror/state'
import { cellsOf, isDelimiterRow } from './cells'
import type { Glyph } from './glyphs'
import { enclosing, inCode, prefixOf, treeTo } from './lines'
import { readGlyphs } from './reading'

/** A stretch of one line, counted from the line's start. */
export interface Region {
  from: number
  to: number
}

export type LineRole = 'text' | 'row' | 'code'

/** What the line at a position is read as. */
export function roleAt(state: EditorState, pos: number): LineRole {
  if (enclosing(state, pos, 'Table')) return 'row'
  return inCode(state, pos) ? 'code' : 'text'
}

export function regionsOf(text: string, role: LineRole): Region[] {
  if (role === 'code' || (role === 'row' && isDelimiterRow(text))) return []
  if (role === 'row') return cellsOf(text)
  return [{ from: prefixOf(text).length, to: text.length - breakLength(text) }]
}

/** A backslash at the end of a line breaks it there; two are a backslash to see. */
export function breakLength(text: string): number {
  return (/\\*$/.exec(text)?.[0].length ?? 0) % 2
}

/** What people see of the lines that [from, to] touches, in the order it stands. */
export function glyphsBetween(state: EditorState, from: number, to: number): Glyph[] {
  const tree = treeTo(state, to)
  const glyphs: Glyph[] = []
  for (let pos = from; pos <= to; ) {
    const line = state.doc.lineAt(pos)
    for (const region of regionsOf(line.text, roleAt(state, line.from))) {
      const source = line.text.slice(region.from, region.to)
      for (const glyph of readGlyphs(tree, source, line.from + region.from)) glyphs.push(glyph)
    }
    pos = line.to + 1
  }
  return glyphs
}

/** The region that holds a position, in the document's own count, or null between regions. */
export function regionAt(state: EditorState, pos: number): Region | null {
  const line = state.doc.lineAt(pos)
  const regions = regionsOf(line.text, roleAt(state, line.from)).map((region) => ({
    from: line.from + region.from,
    to: line.from + region.to,
  }))
  return regions.find((region) => pos >= region.from && pos <= region.to) ?? null
}
