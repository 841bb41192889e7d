// A piece of one line as the characters people see, each with the styles it is shown in.

import type { Tree } from '@lezer/common'
import { parser } from './language'
import { eachSpan, type Span } from './markup'

/** The markup around a link's text, such as `[` and `](https://example.org)`. */
export interface LinkMarkup {
  open: string
  close: string
}

/** What one visible character is shown in. `link` compares by value. */
export interface Styles {
  strong: boolean
  emphasis: boolean
  strike: boolean
  code: boolean
  link: LinkMarkup | null
}

export interface Glyph {
  /** The source of one visible character: one code unit, or an entity such as `&amp;`. */
  text: string
  /** Where it stands in the source; a backslash before it is not counted. */
  at: number
  escaped: boolean
  styles: Styles
}

export const plain: Styles = {
  strong: false,
  emphasis: false,
  strike: false,
  code: false,
  link: null,
}

export function sameLink(a: LinkMarkup | null, b: LinkMarkup | null): boolean {
  return a === b || (a !== null && b !== null && a.open === b.open && a.close === b.close)
}

export function sameStyles(a: Styles, b: Styles): boolean {
  return (
    a.strong === b.strong &&
    a.emphasis === b.emphasis &&
    a.strike === b.strike &&
    a.code === b.code &&
    sameLink(a.link, b.link)
  )
}

export function isSpace(glyph: Glyph): boolean {
  return /^\s$/.test(glyph.text)
}

/**
 * The glyphs of `source`, which stands at `offset` in the text that `tree` was parsed from.
 *
 * Runs of two or more bare `*` or `~` that style nothing are left out: whoever types one gets it
 * escaped, so bare ones are only what remains when two people format and delete the same words.
 */
export function readGlyphs(tree: Tree, source: string, offset: number): Glyph[] {
  const glyphs = allGlyphs(tree, source, offset)
  const strays = strayRuns(glyphs)
  if (!strays.length) return glyphs
  return glyphs.filter((_, i) => !strays.some(([from, to]) => i >= from && i < to))
}

function allGlyphs(tree: Tree, source: string, offset: number): Glyph[] {
  const end = offset + source.length
  const read = (from: number, to: number) => source.slice(Math.max(0, from - offset), to - offset)
  const shown: boolean[] = new Array(source.length).fill(true)
  const escaped: boolean[] = new Array(source.length).fill(false)
  const styles: Styles[] = new Array(source.length).fill(plain)
  const hide = (from: number, to: number) => shown.fill(false, Math.max(0, from), Math.max(0, to))

  eachSpan(tree, read, offset, end, (span) => {
    hide(span.from - offset, span.open - offset)
    hide(span.close - offset, span.to - offset)
    const value = heldBy(span, read)
    for (let p = Math.max(offset, span.open); p < Math.min(end, span.close); p++)
      styles[p - offset] = { ...(styles[p - offset] ?? plain), [span.style]: value }
  })
  const units: number[] = new Array(source.length).fill(1)
  tree.iterate({
    from: offset,
    to: end,
    enter({ name, from, to }) {
      if (from < offset || to > end) return
      if (name === 'Escape') {
        hide(from - offset, from - offset + 1)
        escaped[to - offset - 1] = true
      } else if (name === 'Entity') {
        units[from - offset] = to - from
      }
    },
  })
  const glyphs: Glyph[] = []
  for (let i = 0; i < source.length; i += units[i] ?? 1)
    if (shown[i])
      glyphs.push({
        text: source.slice(i, i + (units[i] ?? 1)),
        at: offset + i,
        escaped: escaped[i] ?? false,
        styles: styles[i] ?? plain,
      })
  return glyphs
}

function heldBy(span: Span, read: (from: number, to: number) => string): true | LinkMarkup {
  if (span.style !== 'link') return true
  return { open: read(span.from, span.open), close: read(span.close, span.to) }
}

/** The runs of stray markup that `readGlyphs` leaves out, as stretches of the source. */
export function strayGlyphs(
  tree: Tree,
  source: string,
  offset: number,
): { from: number; to: number }[] {
  // Most lines have none, and reading glyphs for each of them would slow every key press.
  if (!/\*\*|~~/.test(source)) return []
  const glyphs = allGlyphs(tree, source, offset)
  return strayRuns(glyphs).map(([from, to]) => ({
    from: glyphs[from]?.at ?? offset,
    to: (glyphs[to - 1]?.at ?? offset) + 1,
  }))
}

/** Stray runs as pairs of indexes, the second past the end. */
function strayRuns(glyphs: readonly Glyph[]): [number, number][] {
  const runs: [number, number][] = []
  for (let i = 0; i < glyphs.length; ) {
    let j = i + 1
    if (isBareMark(glyphs[i]))
      while (isBareMark(glyphs[j]) && glyphs[j]?.text === glyphs[i]?.text && adjacent(glyphs, j))
        j++
    if (j - i > 1) runs.push([i, j])
    i = j
  }
  return runs
}

function isBareMark(glyph: Glyph | undefined): boolean {
  return glyph !== undefined && !glyph.escaped && !glyph.styles.code && /^[*~]$/.test(glyph.text)
}

function adjacent(glyphs: readonly Glyph[], index: number): boolean {
  return glyphs[index]?.at === (glyphs[index - 1]?.at ?? 0) + 1
}

// After "x " no character opens a block, and a space flanks marks as a line's start does.
const LEAD = 'x '

/** The glyphs of one line's inline Markdown, read on its own; positions count from 0. */
export function readInline(source: string): Glyph[] {
  const glyphs = readGlyphs(parser.parse(LEAD + source), source, LEAD.length)
  for (const glyph of glyphs) glyph.at -= LEAD.length
  return glyphs
}

/** Whether one line's inline Markdown holds marks that style nothing. */
export function hasStrays(source: string): boolean {
  return strayGlyphs(parser.parse(LEAD + source), source, LEAD.length).length > 0
}
