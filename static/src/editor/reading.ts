// Reading Markdown as glyphs: markup left out, what it styles kept with each character.

import type { Tree } from '@lezer/common'
import { type Glyph, type LinkMarkup, plain, type Styles } from './glyphs'
import { parser } from './language'
import { eachSpan, type Span } from './markup'

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

/** One code unit of the source, before it is known whether people see it. */
interface Unit {
  shown: boolean
  escaped: boolean
  styles: Styles
  /** More than one where an entity stands for one character. */
  length: number
}

function allGlyphs(tree: Tree, source: string, offset: number): Glyph[] {
  const units = unitsOf(tree, source, offset)
  const glyphs: Glyph[] = []
  for (let i = 0; i < units.length; ) {
    const { shown, escaped, styles, length } = units[i] ?? BARE
    const text = source.slice(i, i + length)
    if (shown) glyphs.push({ text, at: offset + i, escaped, styles })
    i += length
  }
  return glyphs
}

const BARE: Unit = { shown: true, escaped: false, styles: plain, length: 1 }

function unitsOf(tree: Tree, source: string, offset: number): Unit[] {
  const units = source.split('').map(() => ({ ...BARE }))
  const end = offset + source.length
  const read = (from: number, to: number) => source.slice(Math.max(0, from - offset), to - offset)
  const between = (from: number, to: number) =>
    units.slice(Math.max(0, from - offset), Math.max(0, to - offset))
  const hide = (from: number, to: number) => {
    for (const unit of between(from, to)) unit.shown = false
  }
  eachSpan(tree, read, offset, end, (span) => {
    hide(span.from, span.open)
    hide(span.close, span.to)
    const value = heldBy(span, read)
    for (const unit of between(span.open, span.close))
      unit.styles = { ...unit.styles, [span.style]: value }
  })
  eachNamed(tree, offset, end, 'Escape', (from, to) => {
    hide(from, from + 1)
    for (const unit of between(to - 1, to)) unit.escaped = true
  })
  eachNamed(tree, offset, end, 'Entity', (from, to) => {
    for (const unit of between(from, from + 1)) unit.length = to - from
  })
  return units
}

/** Calls back with every node of that name that lies within [from, to]. */
function eachNamed(
  tree: Tree,
  from: number,
  to: number,
  name: string,
  visit: (from: number, to: number) => void,
): void {
  tree.iterate({
    from,
    to,
    enter(node) {
      if (node.name === name && node.from >= from && node.to <= to) visit(node.from, node.to)
    },
  })
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
