// The headings of the text, as people see them, with where they begin.

import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import type { OutlineHeading } from './outline'

const PARSE_MS = 50
const HIDDEN = new Set([
  'HeaderMark',
  'EmphasisMark',
  'StrikethroughMark',
  'CodeMark',
  'LinkMark',
  'URL',
])

/** In document order. A tree that could not be parsed in time gives those found so far. */
export function headingsOf(state: EditorState): OutlineHeading[] {
  const headings: OutlineHeading[] = []
  const tree = ensureSyntaxTree(state, state.doc.length, PARSE_MS) ?? syntaxTree(state)
  tree.iterate({
    enter: (node) => {
      const level = /^ATXHeading(\d)$/.exec(node.name)?.[1]
      if (!level) return
      const text = seen(state, node.node).trim()
      if (text) headings.push({ level: Number(level), text, position: node.from })
      return false
    },
  })
  return headings
}

/** What stands in the node without its markup. */
function seen(state: EditorState, node: SyntaxNode): string {
  let text = ''
  let at = node.from
  for (let child = node.firstChild; child; child = child.nextSibling) {
    text += state.sliceDoc(at, child.from)
    if (child.name === 'Escape') text += state.sliceDoc(child.from + 1, child.to)
    else if (!HIDDEN.has(child.name)) text += seen(state, child)
    at = child.to
  }
  return text + state.sliceDoc(at, node.to)
}
