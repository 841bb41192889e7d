// What somebody selected to say something about.

import type { EditorState } from '@codemirror/state'

const HEADING = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$/

/** Whether just the words of a heading are selected: then its whole clause is meant. */
export function isHeading(state: EditorState, from: number, to: number): boolean {
  const words = HEADING.exec(state.doc.lineAt(from).text)?.[1]
  return words !== undefined && state.sliceDoc(from, to).trim() === words.trim()
}
