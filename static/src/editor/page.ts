// Draws Markdown as a finished page: markup hidden, blocks and tables in place, nothing revealed.

import type { EditorState } from '@codemirror/state'
import { Decoration } from '@codemirror/view'
import type { SyntaxNodeRef } from '@lezer/common'
import { cellsOf } from './cells'
import { type Drawing, Sketch } from './drawing'
import { decodeEntity } from './entity'
import { treeTo } from './lines'
import { safeAddress } from './link_address'
import { type Span, spanOf } from './markup'
import { drawLine } from './page_lines'
import { drawList } from './page_lists'
import { sideOf } from './side'

const TAGS = { strong: 'strong', emphasis: 'em', strike: 's', code: 'code' }

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
  const decoration = span.style === 'link' ? link(span.url) : tag(span.style)
  if (decoration) sketch.mark(span.open, span.close, decoration)
}

function tag(style: Exclude<Span['style'], 'link'>): Decoration {
  return Decoration.mark({ tagName: TAGS[style] })
}

/** Words that lead nowhere safe are words like others. */
function link(url: string | null): Decoration | null {
  const href = safeAddress(url ?? '')
  if (!href) return null
  const attributes = { href, rel: 'noopener noreferrer nofollow', target: '_blank', title: href }
  return Decoration.mark({ tagName: 'a', class: 'page-link', attributes })
}

type Draw = (sketch: Sketch, state: EditorState, node: SyntaxNodeRef) => void

const DRAW: Readonly<Record<string, Draw>> = {
  ATXHeading1: drawHeading,
  ATXHeading2: drawHeading,
  ATXHeading3: drawHeading,
  ATXHeading4: drawHeading,
  ATXHeading5: drawHeading,
  ATXHeading6: drawHeading,
  Blockquote: (sketch, state, node) => {
    const attributes = sided(state, node)
    sketch.wrap(node.node, lines(state, node), { tagName: 'blockquote', attributes })
  },
  BulletList: (sketch, state, node) => drawList(sketch, state, node.node),
  OrderedList: (sketch, state, node) => drawList(sketch, state, node.node),
  QuoteMark: (sketch, state, { to }) => sketch.hide(to - 1, to + spaceAt(state, to)),
  HorizontalRule: drawRule,
  FencedCode: drawCode,
  Table: (sketch, state, node) => {
    const attributes = { class: 'page-table', role: 'table', ...sided(state, node) }
    sketch.wrap(node.node, lines(state, node), { tagName: 'div', attributes })
  },
  TableDelimiter: drawDashes,
  TableHeader: drawRow,
  TableRow: drawRow,
  Escape: (sketch, _state, node) => sketch.hide(node.from, node.from + 1),
  Entity: drawEntity,
  HardBreak: (sketch, state, node) => sketch.hide(node.from, state.doc.lineAt(node.from).to),
}

/** From the start of a block's first line, its quote bars and indentation included. */
/** Bars and columns stand where their words do, whatever the side of the page around them. */
function sided(state: EditorState, node: SyntaxNodeRef): Record<string, string> {
  const dir = sideOf(state.sliceDoc(node.from, node.to))
  return dir ? { dir } : {}
}

function lines(state: EditorState, { from, to }: SyntaxNodeRef): { from: number; to: number } {
  return { from: state.doc.lineAt(from).from, to }
}

function drawHeading(sketch: Sketch, state: EditorState, node: SyntaxNodeRef): void {
  const level = node.name.slice(-1)
  sketch.line(node.from, `page-h${level}`)
  sketch.wrap(node.node, state.doc.lineAt(node.from), { tagName: `h${level}` })
  for (const { from, to } of node.node.getChildren('HeaderMark')) {
    if (from === node.from) hideLead(sketch, state, from, to)
    else sketch.hide(node.from + state.sliceDoc(node.from, from).trimEnd().length, to)
  }
}

/** Hides a mark and the spaces after it; without one it may become anything yet. */
function hideLead(sketch: Sketch, state: EditorState, from: number, to: number): void {
  const spaces = /^[ \t]*/.exec(state.sliceDoc(to, state.doc.lineAt(to).to))?.[0].length ?? 0
  if (spaces) sketch.hide(from, to + spaces)
}

function spaceAt(state: EditorState, pos: number): 0 | 1 {
  return /[ \t]/.test(state.sliceDoc(pos, pos + 1)) ? 1 : 0
}

function drawRule(sketch: Sketch, _state: EditorState, node: SyntaxNodeRef): void {
  sketch.line(node.from, 'page-rule')
  sketch.hide(node.from, node.to)
}

function drawEntity(sketch: Sketch, state: EditorState, { from, to }: SyntaxNodeRef): void {
  sketch.sign(from, to, decodeEntity(state.sliceDoc(from, to)), 'page-entity')
}

function drawCode(sketch: Sketch, state: EditorState, node: SyntaxNodeRef): void {
  const lines = node.node.getChildren('CodeMark').map((mark) => state.doc.lineAt(mark.from).from)
  for (let pos = node.from; pos <= node.to; ) {
    const line = state.doc.lineAt(pos)
    sketch.line(pos, lines.includes(line.from) ? 'page-code page-fence' : 'page-code')
    pos = line.to + 1
  }
}

/** The line of dashes under a table's head; a row of dashes further down is a row. */
function drawDashes(sketch: Sketch, state: EditorState, node: SyntaxNodeRef): void {
  if (node.node.parent?.name !== 'Table') return
  const line = state.doc.lineAt(node.from)
  sketch.line(line.from, 'page-delimiter')
  sketch.skip(line.from - 1, Math.min(state.doc.length, line.to + 1))
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
