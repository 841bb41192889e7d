// How it looks who wrote what: a tint of the person's colour, and a line below of a pattern of their
// own, for those who cannot tell the colours apart.

import type { Range } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView } from '@codemirror/view'
import { hiddenIn, shown } from '../editor/shown'
import type { Run, Runs } from './runs'

export interface Look {
  /** A CSS colour, `#rrggbb`. */
  colour: string
  /** Which of the line patterns, from 0. */
  pattern: number
  /** Whether somebody else is looked for. */
  isFaded: boolean
}

export const PATTERNS = 5
const NO_COLOUR = '#555555'

/** What is to be seen of `runs` on the screen. */
export function drawRuns(
  view: EditorView,
  runs: Runs,
  look: (client: number) => Look | null,
): DecorationSet {
  const marks: Range<Decoration>[] = []
  for (const { from, to } of view.visibleRanges) {
    const hidden = hiddenIn(view, from, to)
    for (const run of alike(runs.between(from, to), look)) {
      const mark = run.look && markOf(run.look)
      if (mark)
        for (const piece of shown(run.from, run.to, hidden))
          marks.push(mark.range(piece.from, piece.to))
    }
  }
  return Decoration.set(marks, true)
}

/** Neighbouring runs that look the same are one: letters are not parted for nothing. */
function alike(runs: readonly Run[], look: (client: number) => Look | null) {
  const joined: { from: number; to: number; look: Look | null }[] = []
  for (const { from, to, client } of runs) {
    const last = joined.at(-1)
    const next = look(client)
    if (last && last.to === from && last.look === next) last.to = to
    else joined.push({ from, to, look: next })
  }
  return joined
}

function markOf({ colour, pattern, isFaded }: Look): Decoration {
  const names = ['wrote', `wrote-${pattern}`, isFaded && 'wrote-faded']
  return Decoration.mark({
    class: names.filter(Boolean).join(' '),
    attributes: { style: personStyle(colour) },
  })
}

/** The style that hands a person's colour to the style sheet; nothing else gets through. */
export function personStyle(colour: string): string {
  return `--person: ${/^#[\da-f]{6}$/i.test(colour) ? colour : NO_COLOUR}`
}
