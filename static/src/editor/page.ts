// Draws Markdown as a finished page: markup hidden, blocks and tables in place, nothing revealed.

import type { EditorState } from '@codemirror/state'
import { Decoration } from '@codemirror/view'
import type { SyntaxNodeRef } from '@lezer/common'
import { cellsOf, isDelimiterRow } from './cells'
import { type Drawing, Sketch } from './drawing'
import { strayGlyphs } from './glyphs'
import { contentStart, gapAt, isBlank, prefixOf, treeTo } from './lines'
import { safeAddress } from './link_address'
import { type Span, spanOf } from './markup'
import { drawList } from './page_lists'
import { regionsOf, roleAt } from './regions'

const TAGS = { strong: 'strong', emphasis: 'em', strike: 's', code: 'code' }
const TABLE = { tagName: 'div', attributes: { class: 'page-table', role: 'table' } }
const DEEPEST_QUOTE = 3

/** What the lines in [from, to] look like. */
export function drawPage(state: EditorState, from: number, to: number): Drawing {
  const sketch = new Sketch(state)
  const tree = treeTo(state, to)
  tree.iterate({ from, to, enter: (node) => drawNode(sketch, state, node) })
  for (let pos = from; pos <= to; ) {
    const line = state.doc.lineAt(pos)
    drawLine(sketch, state, line.number)
    pos = line.to + 1
  }
  return sketch.finish()
}

function drawNode(sketch: Sketch, state: EditorState, node: SyntaxNodeRef): void {
  const span = spanOf(node, (a, b) => state.sliceDoc(a, b))
  if (span) drawSpan(sketch, span)
  else drawBlock(sketch, state, node)
}

function drawSpan(sketch: Sketch, span: Span): void {
  sketch.hide(span.from, span.open)
  sketch.hide(span.close, span.to)
  sketch.mark(span.open, span.close, span.style === 'link' ? link(span.url ?? '') : tag(span.style))
}

function tag(style: Exclude<Span['style'], 'link'>): Decoration {
  return Decoration.mark({ tagName: TAGS[style] })
}

function link(url: string): Decoration {
  const href = safeAddress(url)
  const attributes = { rel: 'noopener noreferrer nofollow', target: '_blank', title: url }
  return Decoration.mark(
    href
      ? { tagName: 'a', class: 'page-link', attributes: { href, ...attributes } }
      : { class: 'page-link page-link-unsafe' },
  )
}

function drawBlock(sketch: Sketch, state: EditorState, node: SyntaxNodeRef): void {
  const line = state.doc.lineAt(node.from)
  switch (node.name) {
    case 'ATXHeading1':
    case 'ATXHeading2':
    case 'ATXHeading3':
    case 'ATXHeading4':
    case 'ATXHeading5':
    case 'ATXHeading6': {
      const level = node.name.slice(-1)
      sketch.line(node.from, `page-h${level}`)
      sketch.wrap(node.node, line, { tagName: `h${level}` })
      break
    }
    case 'Blockquote':
      sketch.wrap(node.node, { from: line.from, to: node.to }, { tagName: 'blockquote' })
      break
    case 'BulletList':
    case 'OrderedList':
      drawList(sketch, state, node.node)
      break
    case 'HorizontalRule':
      sketch.line(node.from, 'page-rule')
      sketch.hide(node.from, node.to)
      break
    case 'FencedCode':
      drawCode(sketch, state, node)
      break
    case 'Table':
      sketch.wrap(node.node, { from: line.from, to: node.to }, TABLE)
      break
    case 'TableHeader':
    case 'TableRow':
      drawRow(sketch, state, node)
      break
    case 'Escape':
      sketch.hide(node.from, node.from + 1)
      break
    case 'Entity':
      sketch.sign(node.from, node.to, decoded(state.sliceDoc(node.from, node.to)), 'page-entity')
      break
    case 'HardBreak':
      sketch.hide(node.from, line.to)
  }
}

/** The character an entity stands for. The parser makes no elements of `&…;`, so nothing can run. */
function decoded(entity: string): string {
  return new DOMParser().parseFromString(entity, 'text/html').body.textContent ?? entity
}

function drawCode(sketch: Sketch, state: EditorState, node: SyntaxNodeRef): void {
  const lines = node.node.getChildren('CodeMark').map((mark) => state.doc.lineAt(mark.from).from)
  for (let pos = node.from; pos <= node.to; ) {
    const line = state.doc.lineAt(pos)
    sketch.line(pos, lines.includes(line.from) ? 'page-code page-fence' : 'page-code')
    pos = line.to + 1
  }
}

function drawRow(sketch: Sketch, state: EditorState, node: SyntaxNodeRef): void {
  const line = state.doc.lineAt(node.from)
  const heading = node.name === 'TableHeader'
  const role = heading ? 'columnheader' : 'cell'
  sketch.row(line.from)
  sketch.line(line.from, heading ? 'page-row page-row-heading' : 'page-row')
  const decoration = Decoration.mark({ class: 'page-cell', attributes: { role }, inclusive: true })
  let shown = line.from
  for (const { from, to } of cellsOf(line.text)) {
    sketch.hide(shown, line.from + from)
    sketch.cell(line.from + from, line.from + to, decoration)
    shown = line.from + to
  }
  sketch.hide(shown, line.to)
}

function drawLine(sketch: Sketch, state: EditorState, number: number): void {
  const line = state.doc.line(number)
  const role = roleAt(state, line.from)
  if (role === 'row' && isDelimiterRow(line.text)) {
    sketch.line(line.from, 'page-delimiter')
    sketch.skip(line.from - 1, Math.min(state.doc.length, line.to + 1))
  }
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
  sketch.hide(line.from, prefix.kind === 'heading' ? contentStart(line) : lead)
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
    const strong = /\p{L}/u.exec(text)?.[0] ?? ''
    return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(strong)
      ? 'rtl'
      : 'auto'
  }
  return 'auto'
}
