// Glyphs written back as Markdown: marks in pairs, never more of them than needed.

import { type Glyph, isSpace, plain, readInline, type Styles, sameLink, sameStyles } from './glyphs'
import type { Style } from './markup'

/** Inline Markdown, and where each glyph stands in it. */
export interface Written {
  text: string
  at: number[]
}

interface Stretch {
  style: Style
  from: number
  to: number
}

/** Outermost first: where two stretches cross, the later style is cut in two. */
const ORDER: readonly Style[] = ['link', 'strong', 'strike', 'emphasis', 'code']
const MARKS = { strong: '**', strike: '~~', emphasis: '*' }

/**
 * Writes glyphs so that reading them gives the same characters.
 *
 * Markdown cannot start or end every style everywhere (bold may not end after a comma that a letter
 * follows), so what is written is read again and what did not hold is given up, characters never.
 * What was just `typed` is escaped first, should it be read as markup.
 */
export function write(glyphs: readonly Glyph[], typed: readonly Glyph[] = []): Written {
  let wanted = [...glyphs]
  const escapeTyped = (all: readonly Glyph[]) =>
    all.map((glyph) => (typed.includes(glyph) ? escapeMark(glyph) : glyph))
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

/** Where each style begins and ends, properly nested. */
function stretches(glyphs: readonly Glyph[]): Stretch[] {
  const found: Stretch[] = []
  for (const style of ORDER)
    for (const run of runsOf(glyphs, style))
      for (const part of cut(run, found)) {
        const held = style === 'link' || style === 'code' ? part : trim(glyphs, part)
        if (held.from < held.to) found.push(held)
      }
  return found
}

function runsOf(glyphs: readonly Glyph[], style: Style): Stretch[] {
  const runs: Stretch[] = []
  glyphs.forEach((glyph, i) => {
    if (!glyph.styles[style]) return
    const last = runs.at(-1)
    const joins = last?.to === i && sameValue(glyphs[i - 1], glyph, style)
    if (last && joins) last.to = i + 1
    else runs.push({ style, from: i, to: i + 1 })
  })
  return runs
}

function sameValue(a: Glyph | undefined, b: Glyph, style: Style): boolean {
  return style !== 'link' || sameLink(a?.styles.link ?? null, b.styles.link)
}

function cut(run: Stretch, outer: readonly Stretch[]): Stretch[] {
  const crossing = outer.filter((o) => o.from < run.to && o.to > run.from)
  const inside = (o: Stretch) => o.from >= run.from && o.to <= run.to
  const edges = crossing.filter((o) => !inside(o)).flatMap((o) => [o.from, o.to])
  const points = [...new Set([run.from, ...edges, run.to])]
    .filter((p) => p >= run.from && p <= run.to)
    .sort((a, b) => a - b)
  return points.slice(1).map((to, i) => ({ ...run, from: points[i] ?? to, to }))
}

/** Marks may not touch a space inside, nor stand between a letter outside and punctuation inside. */
function trim(glyphs: readonly Glyph[], { style, from, to }: Stretch): Stretch {
  const bad = (edge: Glyph | undefined, beyond: Glyph | undefined) =>
    edge !== undefined &&
    (isSpace(edge) || (isPunctuation(edge) && beyond !== undefined && isLetter(beyond)))
  while (from < to && bad(glyphs[from], glyphs[from - 1])) from++
  while (to > from && bad(glyphs[to - 1], glyphs[to])) to--
  return { style, from, to }
}

function isPunctuation(glyph: Glyph): boolean {
  return /^[\p{P}\p{S}]/u.test(glyph.text)
}

function isLetter(glyph: Glyph): boolean {
  return !isSpace(glyph) && !isPunctuation(glyph)
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
