// Draws Markdown as a finished page: markup hidden, blocks and tables in place, nothing revealed.

import type { EditorState } from '@codemirror/state'
import { Decoration } from '@codemirror/view'
import type { SyntaxNodeRef } from '@lezer/common'
import { cellsOf } from './cells'
import { type Drawing, Sketch } from './drawing'
import { treeTo } from './lines'
import { safeAddress } from './link_address'
import { type Span, spanOf } from './markup'
import { drawLine } from './page_lines'
import { drawList } from './page_lists'

const TAGS = { strong: 'strong', emphasis: 'em', strike: 's', code: 'code' }
const TABLE = { tagName: 'div', attributes: { class: 'page-table', role: 'table' } }
const QUOTE = { tagName: 'blockquote' }

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
  else DRAW[node.name]?.(sketch, state, node)
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

type Draw = (sketch: Sketch, state: EditorState, node: SyntaxNodeRef) => void

const DRAW: Readonly<Record<string, Draw>> = {
  ATXHeading1: drawHeading,
  ATXHeading2: drawHeading,
  ATXHeading3: drawHeading,
  ATXHeading4: drawHeading,
  ATXHeading5: drawHeading,
  ATXHeading6: drawHeading,
  Blockquote: (sketch, state, node) => sketch.wrap(node.node, lines(state, node), QUOTE),
  BulletList: (sketch, state, node) => drawList(sketch, state, node.node),
  OrderedList: (sketch, state, node) => drawList(sketch, state, node.node),
  HorizontalRule: drawRule,
  FencedCode: drawCode,
  Table: (sketch, state, node) => sketch.wrap(node.node, lines(state, node), TABLE),
  TableHeader: drawRow,
  TableRow: drawRow,
  Escape: (sketch, _state, node) => sketch.hide(node.from, node.from + 1),
  Entity: drawEntity,
  HardBreak: (sketch, state, node) => sketch.hide(node.from, state.doc.lineAt(node.from).to),
}

/** From the start of a block's first line, its quote bars and indentation included. */
function lines(state: EditorState, { from, to }: SyntaxNodeRef): { from: number; to: number } {
  return { from: state.doc.lineAt(from).from, to }
}

function drawHeading(sketch: Sketch, state: EditorState, node: SyntaxNodeRef): void {
  const level = node.name.slice(-1)
  sketch.line(node.from, `page-h${level}`)
  sketch.wrap(node.node, state.doc.lineAt(node.from), { tagName: `h${level}` })
}

function drawRule(sketch: Sketch, _state: EditorState, node: SyntaxNodeRef): void {
  sketch.line(node.from, 'page-rule')
  sketch.hide(node.from, node.to)
}

function drawEntity(sketch: Sketch, state: EditorState, { from, to }: SyntaxNodeRef): void {
  sketch.sign(from, to, decoded(state.sliceDoc(from, to)), 'page-entity')
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
