// Where styles begin and end in a line, so that Markdown can say it: nested, and off the spaces.

import { type Glyph, isSpace, sameLink } from './glyphs'
import type { Style } from './markup'

/** Glyphs [from, to) in one style. */
export interface Stretch {
  style: Style
  from: number
  to: number
}

/** Outermost first: where two stretches cross, the later style is cut in two. */
export const ORDER: readonly Style[] = ['link', 'strong', 'strike', 'emphasis', 'code']
/** Where each style begins and ends, properly nested. */
export function stretches(glyphs: readonly Glyph[]): Stretch[] {
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
