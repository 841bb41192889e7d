// Which parts of the text are to be seen: markup is hidden, and what is drawn must leave it out.

import { EditorView } from '@codemirror/view'

/** A stretch of the text, in code units. */
interface Shown {
  from: number
  to: number
}

/** What the caret passes over is not shown as it is written. */
export function hiddenIn(view: EditorView, from: number, to: number): Shown[] {
  const hidden: Shown[] = []
  for (const atoms of view.state.facet(EditorView.atomicRanges)) {
    atoms(view).between(from, to, (start, end) => void hidden.push({ from: start, to: end }))
  }
  return hidden.sort((one, other) => one.from - other.from)
}

/** The stretches of [from, to] that are not hidden. */
export function shown(from: number, to: number, hidden: readonly Shown[]): Shown[] {
  const pieces: Shown[] = []
  let at = from
  for (const gap of [...hidden, { from: to, to }]) {
    const end = Math.min(gap.from, to)
    if (at < end) pieces.push({ from: at, to: end })
    at = Math.max(at, gap.to)
    if (at >= to) break
  }
  return pieces
}
