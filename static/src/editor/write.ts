// Glyphs written back as Markdown: marks in pairs, never more of them than needed.

import { type Glyph, plain, type Styles, sameStyles } from './glyphs'
import type { Style } from './markup'
import { readInline } from './reading'
import { ORDER, type Stretch, stretches } from './stretches'

/** Inline Markdown, and where each glyph stands in it. */
export interface Written {
  text: string
  at: number[]
}

const MARKS = { strong: '**', strike: '~~', emphasis: '*' }

/**
 * Writes glyphs so that reading them gives the same characters.
 *
 * Markdown cannot start or end every style everywhere (bold may not end after a comma that a letter
 * follows), so what is written is read again and what did not hold is given up, characters never.
 * What was just `typed` is escaped first, should it be read as markup.
 */
export function write(glyphs: readonly Glyph[], typed: ReadonlySet<Glyph> = new Set()): Written {
  let wanted = [...glyphs]
  const escapeTyped = (all: readonly Glyph[]) =>
    all.map((glyph) => (typed.has(glyph) ? escapeMark(glyph) : glyph))
  const escapeAll = (all: readonly Glyph[]) => all.map(escapeMark)
  for (const relax of [escapeTyped, escapeAll, dropWrong, dropMarks]) {
    const written = emit(wanted)
    const wrong = misread(wanted, written)
    if (!wrong.length) return written
    wanted = relax(wanted, wrong)
  }
  return emit(wanted)
}

/** Indexes of the glyphs that are not read as they were meant; all of them when some are lost. */
function misread(wanted: readonly Glyph[], written: Written): number[] {
  const seen = readInline(written.text)
  const all = wanted.map((_, i) => i)
  if (seen.length !== wanted.length || all.some((i) => seen[i]?.at !== written.at[i])) return all
  const meant = stylesHeld(wanted)
  return all.filter((i) => !sameStyles(seen[i]?.styles ?? plain, meant[i] ?? plain))
}

function escapeMark(glyph: Glyph): Glyph {
  const special = /^[!*_~`[\]()<>&\\:;#]$/.test(glyph.text)
  return special && !glyph.styles.code ? { ...glyph, escaped: true } : glyph
}

/** Takes every style that did not hold off the whole stretch that carried it. */
function dropWrong(glyphs: readonly Glyph[], wrong: readonly number[]): Glyph[] {
  const dropped = stretches(glyphs).filter((s) => wrong.some((i) => i >= s.from && i < s.to))
  return glyphs.map((glyph, i) => {
    const styles = { ...glyph.styles }
    for (const s of dropped) if (i >= s.from && i < s.to) clear(styles, s.style)
    return { ...glyph, styles }
  })
}

function dropMarks(glyphs: readonly Glyph[]): Glyph[] {
  return glyphs.map((glyph) => escapeMark({ ...glyph, styles: plain }))
}

function clear(styles: Styles, style: Style): void {
  if (style === 'link') styles.link = null
  else styles[style] = false
}

function stylesHeld(glyphs: readonly Glyph[]): Styles[] {
  const held = glyphs.map(() => ({ ...plain }))
  for (const { style, from, to } of stretches(glyphs))
    for (let i = from; i < to; i++) {
      const styles = held[i]
      if (!styles) continue
      if (style === 'link') styles.link = glyphs[i]?.styles.link ?? null
      else styles[style] = true
    }
  return held
}

function emit(glyphs: readonly Glyph[]): Written {
  const waiting = stretches(glyphs)
  const open: Stretch[] = []
  const at: number[] = []
  let text = ''
  for (let i = 0; i <= glyphs.length; i++) {
    while (open.at(-1)?.to === i) text += closing(glyphs, open.pop())
    const starting = waiting.filter((s) => s.from === i).sort(outerFirst)
    for (const s of starting) text += opening(glyphs, s)
    open.push(...starting)
    const glyph = glyphs[i]
    if (!glyph) break
    if (glyph.escaped && open.at(-1)?.style !== 'code') text += '\\'
    at.push(text.length)
    text += glyph.text
  }
  return { text, at }
}

function outerFirst(a: Stretch, b: Stretch): number {
  return b.to - a.to || ORDER.indexOf(a.style) - ORDER.indexOf(b.style)
}

function opening(glyphs: readonly Glyph[], { style, from, to }: Stretch): string {
  if (style === 'link') return glyphs[from]?.styles.link?.open ?? ''
  return style === 'code' ? fence(glyphs, from, to) : MARKS[style]
}

function closing(glyphs: readonly Glyph[], stretch: Stretch | undefined): string {
  if (!stretch) return ''
  const { style, from, to } = stretch
  if (style === 'link') return glyphs[from]?.styles.link?.close ?? ''
  return style === 'code' ? fence(glyphs, from, to) : MARKS[style]
}

/** Code is fenced by more backticks than stand in a row inside it. */
function fence(glyphs: readonly Glyph[], from: number, to: number): string {
  const inside = glyphs
    .slice(from, to)
    .map((glyph) => glyph.text)
    .join('')
  const longest = Math.max(0, ...(inside.match(/`+/g) ?? []).map((run) => run.length))
  return '`'.repeat(longest + 1)
}
