// Where the caret may stand: only where people see it, each step of it visible.

import { EditorSelection, EditorState, type SelectionRange } from '@codemirror/state'
import { type Command, EditorView } from '@codemirror/view'
import { ySyncAnnotation } from 'y-codemirror.next'
import { cellsOf, isDelimiterRow } from './cells'
import { contentStart, enclosing, gapAt, inCode, isBlank } from './lines'
import { breakLength, glyphsBetween } from './regions'

/** Moves a caret put into hidden text to the nearest place that can be seen. */
export const visibleCaret = EditorState.transactionFilter.of((transaction) => {
  const { newSelection, startState: state } = transaction
  if (!transaction.selection || transaction.docChanged) return transaction
  if (transaction.annotation(ySyncAnnotation)) return transaction
  const ranges = newSelection.ranges.map((range, i) => settle(state, range, i))
  if (ranges.every((range, i) => range === newSelection.ranges[i])) return transaction
  return [transaction, { selection: EditorSelection.create(ranges, newSelection.mainIndex) }]
})

function settle(state: EditorState, range: SelectionRange, index: number): SelectionRange {
  const was = state.selection.ranges[index]?.head ?? 0
  const head = visiblePlace(state, range.head, range.head >= was)
  if (range.empty) return head === range.head ? range : EditorSelection.cursor(head, range.assoc)
  const anchor = visiblePlace(state, range.anchor, range.anchor < range.head)
  const same = head === range.head && anchor === range.anchor
  return same ? range : EditorSelection.range(anchor, head)
}

/** The place for a caret nearest to a position; in doubt the one ahead, or the one behind. */
export function visiblePlace(state: EditorState, pos: number, ahead: boolean): number {
  const line = state.doc.lineAt(pos)
  if (isBlank(line.text) && !inCode(state, pos)) return placeInGap(state, line.number, ahead)
  if (line.text.includes('|') && enclosing(state, line.from, 'Table'))
    return line.from + placeInRow(line.text, pos - line.from)
  if (inCode(state, pos)) return pos
  return Math.min(Math.max(pos, contentStart(line)), line.to - breakLength(line.text))
}

function placeInGap(state: EditorState, number: number, ahead: boolean): number {
  const { doc } = state
  const { first, last, place } = gapAt(doc, number)
  if (place && (number === place || first === 1 || last === doc.lines))
    return contentStart(doc.line(place))
  const canGoAhead = last < doc.lines
  if (first > 1 && (!ahead || !canGoAhead))
    return visiblePlace(state, doc.line(first - 1).to, false)
  return canGoAhead ? contentStart(doc.line(last + 1)) : doc.line(number).from
}

function placeInRow(text: string, offset: number): number {
  if (isDelimiterRow(text)) return offset
  const cells = cellsOf(text)
  const places = cells.map((cell) => {
    const blank = !text.slice(cell.from, cell.to).trim()
    return Math.min(Math.max(offset, cell.from), blank ? cell.from : cell.to)
  })
  const distance = (place: number) => Math.abs(place - offset)
  return places.reduce(
    (best, place) => (distance(place) < distance(best) ? place : best),
    places[0] ?? offset,
  )
}

/** One step left or right, past marks that nobody sees. */
export function step(forward: boolean, extend: boolean): Command {
  return (view) => {
    const { main } = view.state.selection
    if (!extend && !main.empty) return false
    let range = EditorSelection.cursor(main.head, main.assoc, main.bidiLevel ?? undefined)
    // Marks on both sides of a letter are few; the bound only guards against never moving.
    for (let tries = 0; tries < 8; tries++) {
      const next = view.moveByChar(range, forward)
      if (next.head === range.head) break
      range = next
      if (looksMoved(view.state, main.head, range.head)) break
    }
    const selection = extend ? EditorSelection.range(main.anchor, range.head) : range
    view.dispatch({ selection, userEvent: 'select', scrollIntoView: true })
    return true
  }
}

/** Whether something to see lies between two positions: a character, or the edge of a line or cell. */
function looksMoved(state: EditorState, a: number, b: number): boolean {
  const [from, to] = a < b ? [a, b] : [b, a]
  if (state.doc.lineAt(from).number !== state.doc.lineAt(to).number) return true
  if (inCode(state, from)) return true
  if (enclosing(state, from, 'Table') && /(^|[^\\])\|/.test(state.sliceDoc(from, to))) return true
  return glyphsBetween(state, from, to).some((glyph) => glyph.at >= from && glyph.at < to)
}

/** Clicks in a table: its cells are laid out by the browser, so the browser knows what was hit. */
export const tableClicks = EditorView.mouseSelectionStyle.of((view, event) => {
  const inTable = event.target instanceof Element && event.target.closest('.page-table')
  if (event.button !== 0 || event.detail > 1 || !inTable) return null
  let start = placeUnder(view, event)
  if (start === null) return null
  return {
    get(now, extend) {
      const head =
        placeUnder(view, now) ?? view.posAtCoords({ x: now.clientX, y: now.clientY }, false)
      const { anchor } = view.state.selection.main
      return EditorSelection.single(extend ? anchor : (start ?? head), head)
    },
    update(update) {
      if (start !== null) start = update.changes.mapPos(start)
    },
  }
})

function placeUnder(view: EditorView, { clientX, clientY }: MouseEvent): number | null {
  const caret = document.caretPositionFromPoint?.(clientX, clientY)
  const range = caret ? null : document.caretRangeFromPoint(clientX, clientY)
  const node = caret?.offsetNode ?? range?.startContainer
  if (!node || !view.contentDOM.contains(node)) return null
  return view.posAtDOM(node, caret?.offset ?? range?.startOffset ?? 0)
}
