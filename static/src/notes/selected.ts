// What somebody selected to say something about.

import type { EditorState } from '@codemirror/state'
import type { Subject } from './draft'

const HEADING = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$/

/** What is selected, as what somebody has to say something about or proposes other words for. */
export function subjectIn(state: EditorState, proposes: boolean): Subject {
  const { from, to } = state.selection.main
  const scope = !proposes && isHeading(state, from, to) ? 'clause' : 'words'
  return { scope, proposes, place: { from, to } }
}

/** Whether just the words of a heading are selected: then its whole clause is meant. */
function isHeading(state: EditorState, from: number, to: number): boolean {
  const words = HEADING.exec(state.doc.lineAt(from).text)?.[1]
  return words !== undefined && state.sliceDoc(from, to).trim() === words.trim()
}
