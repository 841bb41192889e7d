// The text as people see it, without markup, and where each of its characters stands in the source.

import type { EditorState } from '@codemirror/state'
import { treeTo } from './lines'
import { spanOf } from './markup'
import { sourceShown } from './source_view'

export interface VisibleText {
  text: string
  /** The place in the document of the character at `index` of `text`. */
  at(index: number): number
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
  return { text, at: (index) => placeAt(starts, places, index) }
}

function placeAt(starts: readonly number[], places: readonly number[], index: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= index) low = middle
    else high = middle - 1
  }
  return (places[low] ?? 0) + index - (starts[low] ?? 0)
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
