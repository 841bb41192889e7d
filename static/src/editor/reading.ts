// Reading Markdown as glyphs: markup left out, what it styles kept with each character.

import type { Tree } from '@lezer/common'
import { type Glyph, type LinkMarkup, plain, type Styles } from './glyphs'
import { parser } from './language'
import { eachSpan, type Span } from './markup'
import { straysIn } from './strays'

/**
 * The glyphs of `source`, which stands at `offset` in the text that `tree` was parsed from.
 *
 * Stray marks are left out: see `strays`.
 */
export function readGlyphs(tree: Tree, source: string, offset: number): Glyph[] {
  const glyphs = allGlyphs(tree, source, offset)
  if (!mayHoldStrays(source)) return glyphs
  const strays = straysAmong(glyphs, source, offset)
  return glyphs.filter(({ at }) => !strays.some(({ from, to }) => at >= from && at < to))
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
  // The marks that may end a heading; those that begin it are no part of its text.
  eachNamed(tree, offset, end, 'HeaderMark', (from, to) => {
    if (from > offset) hide(from, to)
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
  return mayHoldStrays(source) ? straysAmong(allGlyphs(tree, source, offset), source, offset) : []
}

function mayHoldStrays(source: string): boolean {
  return /\*\*|~~/.test(source)
}

function straysAmong(glyphs: readonly Glyph[], source: string, offset: number) {
  // What is hidden, escaped or code leaves a gap, so that marks on both sides of it stay apart.
  const bare = source.split('').fill(' ')
  for (const glyph of glyphs) if (isBareMark(glyph)) bare[glyph.at - offset] = glyph.text
  return straysIn(bare.join('')).map(({ from, to }) => ({ from: offset + from, to: offset + to }))
}

function isBareMark({ text, escaped, styles }: Glyph): boolean {
  const written = escaped || styles.code || styles.link?.open === '<'
  return !written && /^[*~]$/.test(text)
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
