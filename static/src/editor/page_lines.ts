// Single lines on the page: what they begin with, the gaps between them, the side they stand on.

import type { EditorState } from '@codemirror/state'
import type { Sketch } from './drawing'
import { contentStart, gapAt, isBlank, prefixOf, treeTo } from './lines'
import { strayGlyphs } from './reading'
import { regionsOf, roleAt } from './regions'
import { sideOf } from './side'

const DEEPEST_QUOTE = 3

/** Draws what a line's blocks and spans leave open; comes after them. */
export function drawLine(sketch: Sketch, state: EditorState, number: number): void {
  const line = state.doc.line(number)
  const role = roleAt(state, line.from)
  if (role === 'text') drawPrefix(sketch, state, number)
  for (const region of regionsOf(line.text, role)) {
    const source = line.text.slice(region.from, region.to)
    for (const { from, to } of strayGlyphs(treeTo(state, line.to), source, line.from + region.from))
      sketch.hide(from, to)
  }
  sketch.finishLine(line.from, isBlank(line.text) ? inherited(state, number) : 'auto')
}

/** Quote bars and indentation give way to the page's own margins. */
function drawPrefix(sketch: Sketch, state: EditorState, number: number): void {
  const line = state.doc.line(number)
  const prefix = prefixOf(line.text)
  const bars = Math.min(DEEPEST_QUOTE, prefix.quote.replace(/[^>]/g, '').length)
  if (bars) sketch.line(line.from, `page-quote page-quote-${bars}`)
  const lead = line.from + prefix.quote.length + prefix.indent.length
  sketch.hide(line.from, lead)
  const after = number > 1 && !isBlank(state.doc.line(number - 1).text)
  if (!isBlank(line.text)) {
    if (after) sketch.skip(line.from - 1, contentStart(line))
    return
  }
  drawGap(sketch, state, number)
}

/** Blank lines part paragraphs; of several, one shows as the empty paragraph people can type in. */
function drawGap(sketch: Sketch, state: EditorState, number: number): void {
  const { doc } = state
  const gap = gapAt(doc, number)
  const line = doc.line(number)
  if (number !== gap.place)
    sketch.line(
      line.from,
      number === gap.first || number - 1 === gap.place ? 'page-gap' : 'page-none',
    )
  if (number !== gap.first) return
  const before = gap.first > 1 ? doc.line(gap.first - 1).to : 0
  const after = gap.last < doc.lines ? contentStart(doc.line(gap.last + 1)) : doc.length
  const place = gap.place ? contentStart(doc.line(gap.place)) : null
  sketch.skip(before, place ?? after)
  if (place !== null) sketch.skip(place, after)
}

/** An empty line is written in no language; it stands on the side of the text before it. */
function inherited(state: EditorState, number: number): string {
  for (let n = number - 1; n >= 1; n--) {
    const { text } = state.doc.line(n)
    if (isBlank(text)) continue
    return sideOf(text) ?? 'auto'
  }
  return 'auto'
}
