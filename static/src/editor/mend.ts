// The smallest changes that make one region of a line show exactly the glyphs it should.

import type { Text } from '@codemirror/state'
import { type Glyph, isSpace, sameLink, sameStyles } from './glyphs'
import { hasStrays, readInline } from './reading'
import type { Region } from './regions'
import { write } from './write'

export interface Edit {
  from: number
  to: number
  insert: string
}

const NONE: ReadonlySet<Glyph> = new Set()

/**
 * Changes markup between glyphs, never a glyph itself.
 *
 * `region` counts in the document, and `wanted` stands in it, in order. Nothing changes when the
 * region reads that way already, `typed` glyphs escaped as they ask to be.
 */
export function mend(
  doc: Text,
  region: Region,
  wanted: readonly Glyph[],
  typed: ReadonlySet<Glyph> = NONE,
): Edit[] {
  const source = doc.sliceString(region.from, region.to)
  if (reads(source, region.from, wanted, typed)) return []
  const written = write(wanted, typed)
  const edits: Edit[] = []
  let seen = region.from
  let done = 0
  for (let i = 0; i <= wanted.length; i++) {
    const to = wanted[i]?.at ?? region.to
    const upto = written.at[i] ?? written.text.length
    const insert = written.text.slice(done, upto)
    if (doc.sliceString(seen, to) !== insert) edits.push({ from: seen, to, insert })
    const length = wanted[i]?.text.length ?? 0
    seen = to + length
    done = upto + length
  }
  return edits
}

function reads(
  source: string,
  offset: number,
  wanted: readonly Glyph[],
  typed: ReadonlySet<Glyph>,
): boolean {
  // An empty cell keeps the space that its place is shown by.
  if (!wanted.length && !source.trim()) return true
  if (hasStrays(source)) return false
  const seen = readInline(source)
  if (seen.length !== wanted.length) return false
  return wanted.every((glyph, i) => {
    const now = seen[i]
    if (!now || now.at + offset !== glyph.at) return false
    if (typed.has(glyph) && now.escaped !== glyph.escaped) return false
    // Marks may not hold a space at their edge, and none shows there; a link's line does.
    const sameLine = sameLink(now.styles.link, glyph.styles.link)
    return (isSpace(glyph) && sameLine) || sameStyles(now.styles, glyph.styles)
  })
}
