// Lists on the page: bullets and counted numbers in the place of their markers.

import type { EditorState } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import type { Sketch } from './drawing'
import { isBlank } from './lines'

const BULLETS = ['•', '◦', '▪']
/** The style sheet knows that many levels of indentation; deeper ones look like the last. */
const DEEPEST = 6

/** Draws one list; nested ones are drawn when their own node comes. */
export function drawList(sketch: Sketch, state: EditorState, list: SyntaxNode): void {
  const { doc } = state
  const items = list.getChildren('ListItem')
  const ordered = list.name === 'OrderedList'
  const depth = depthOf(list)
  const whole = { from: doc.lineAt(list.from).from, to: list.to }
  sketch.wrap(list, whole, { tagName: ordered ? 'ol' : 'ul' })
  let number = ordered ? Number.parseInt(state.sliceDoc(list.from, list.from + 9), 10) : 0
  for (const [i, item] of items.entries()) {
    const line = doc.lineAt(item.from)
    const next = items[i + 1]
    // Blank lines between items belong to the one before: a list may hold nothing but items.
    const end = next ? doc.lineAt(next.from).from - 1 : item.to
    sketch.wrap(item, { from: line.from, to: end }, { tagName: 'li' })
    drawDepth(sketch, state, line.from, end, depth)
    drawMarker(sketch, state, item, ordered ? number : null, depth)
    number++
  }
}

function depthOf(list: SyntaxNode): number {
  let depth = 0
  for (let node: SyntaxNode | null = list; node; node = node.parent)
    if (node.name === 'BulletList' || node.name === 'OrderedList') depth++
  return Math.min(DEEPEST, depth)
}

function drawDepth(sketch: Sketch, state: EditorState, from: number, to: number, depth: number) {
  for (let pos = from; pos <= to; ) {
    const line = state.doc.lineAt(pos)
    if (!isBlank(line.text)) sketch.line(pos, `page-depth-${depth}`)
    pos = line.to + 1
  }
}

/** The number shown is the one readers will see, whatever stands in the source. */
function drawMarker(
  sketch: Sketch,
  state: EditorState,
  item: SyntaxNode,
  number: number | null,
  depth: number,
): void {
  const mark = item.getChild('ListMark')
  if (!mark) return
  const line = state.doc.lineAt(mark.from)
  const spaces = /^[ \t]+/.exec(state.sliceDoc(mark.to, line.to))?.[0].length ?? 0
  // A lone dash or number may become anything yet; a space after it decides.
  if (!spaces) return
  const end = state.sliceDoc(mark.to - 1, mark.to)
  const text = number === null ? (BULLETS[(depth - 1) % BULLETS.length] ?? '') : `${number}${end}`
  sketch.line(mark.from, 'page-item')
  const name = number === null ? 'page-marker page-bullet' : 'page-marker'
  sketch.sign(mark.from, mark.to + spaces, text, name)
}
