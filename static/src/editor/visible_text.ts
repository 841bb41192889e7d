// The text as people see it, without markup, and where each of its characters stands in the source.

import type { EditorState } from '@codemirror/state'
import { treeTo } from './lines'
import { spanOf } from './markup'
import { sourceShown } from './source_view'

export interface VisibleText {
  text: string
  /** The place in the document of the character at `index` of `text`. */
  at(index: number): number
  /** What is shown of the document between two places. */
  between(from: number, to: number): string
}

interface Hidden {
  from: number
  to: number
  /** Stands for the edge of a cell, which no words run across. */
  edge?: boolean
}

/** What is shown of a document; all of it while its source is shown. */
export function visibleText(state: EditorState): VisibleText {
  const source = state.doc.toString()
  const hidden = state.facet(sourceShown) ? [] : hiddenRanges(state)
  const starts: number[] = []
  const places: number[] = []
  let text = ''
  let at = 0
  for (const { from, to, edge } of [...hidden, { from: source.length, to: source.length }]) {
    if (from > at) {
      starts.push(text.length)
      places.push(at)
      text += source.slice(at, from)
    }
    if (edge) {
      starts.push(text.length)
      places.push(from)
      text += '\n'
    }
    at = Math.max(at, to)
  }
  return {
    text,
    at: (index) => mapped(starts, places, index),
    between: (from, to) => text.slice(mapped(places, starts, from), mapped(places, starts, to)),
  }
}

/** Where a place of one text stands in the other; what is hidden there stands at its end. */
function mapped(starts: readonly number[], others: readonly number[], at: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  const beyond = Math.max(0, at - (starts[low] ?? 0))
  return Math.min((others[low] ?? 0) + beyond, others[low + 1] ?? Number.MAX_SAFE_INTEGER)
}

function hiddenRanges(state: EditorState): Hidden[] {
  const hidden: Hidden[] = []
  const read = (from: number, to: number) => state.sliceDoc(from, to)
  treeTo(state, state.doc.length).iterate({
    enter(node) {
      const span = spanOf(node, read)
      if (span) hidden.push({ from: span.from, to: span.open }, { from: span.close, to: span.to })
      else if (node.name === 'Escape') hidden.push({ from: node.from, to: node.from + 1 })
      else if (node.name === 'TableDelimiter')
        hidden.push({ from: node.from, to: node.to, edge: true })
      else if (/^(?:HeaderMark|ListMark|QuoteMark|CodeInfo|HorizontalRule)$/.test(node.name)) {
        hidden.push({ from: node.from, to: node.to })
      } else if (node.name === 'CodeMark' && node.node.parent?.name === 'FencedCode') {
        hidden.push({ from: node.from, to: node.to })
      }
    },
  })
  return hidden.sort((a, b) => a.from - b.from || a.to - b.to)
}
