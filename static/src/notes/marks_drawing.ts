// How the marks of threads look in the page: words highlighted, proposed ones beside those struck
// through. Hidden markup is left out, so that a mark in a table stays within the cells.

import type { Range } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import { words } from '../words'
import type { Mark } from './marks'
import { ProposedWords } from './proposed_words'
import type { Stretch } from './quote'

const LABELS = {
  comment: words.noteComment,
  proposal: words.noteProposal,
  draft: words.noteDraft,
}

/** What is to be seen of `marks` on the screen. */
export function drawMarks(view: EditorView, marks: readonly Mark[]): DecorationSet {
  const { from, to } = view.viewport
  const seen = marks.filter((mark) => mark.from < Math.min(mark.to, to) && mark.to > from)
  if (!seen.length) return Decoration.none
  const hidden = hiddenIn(view, from, to)
  const length = view.state.doc.length
  return Decoration.set(
    seen.flatMap((mark) => shapes(mark, shown(mark.from, Math.min(mark.to, length), hidden))),
    true,
  )
}

/** What the caret passes over is not shown as it is written. */
function hiddenIn(view: EditorView, from: number, to: number): Stretch[] {
  const hidden: Stretch[] = []
  for (const atoms of view.state.facet(EditorView.atomicRanges)) {
    atoms(view).between(from, to, (start, end) => void hidden.push({ from: start, to: end }))
  }
  return hidden.sort((one, other) => one.from - other.from)
}

/** The stretches of [from, to] that are not hidden. */
function shown(from: number, to: number, hidden: readonly Stretch[]): Stretch[] {
  const pieces: Stretch[] = []
  let at = from
  for (const gap of [...hidden, { from: to, to }]) {
    const end = Math.min(gap.from, to)
    if (at < end) pieces.push({ from: at, to: end })
    at = Math.max(at, gap.to)
  }
  return pieces
}

function shapes(mark: Mark, pieces: readonly Stretch[]): Range<Decoration>[] {
  const ranges = pieces.map(({ from, to }, i) => highlight(mark, i === 0).range(from, to))
  const last = pieces.at(-1)
  if (!last || !mark.replacement) return ranges
  const widget = new ProposedWords(mark.key, mark.replacement, mark.isActive)
  return [...ranges, Decoration.widget({ widget, side: -1 }).range(last.to)]
}

/** Screen readers hear what it is where it begins. */
function highlight({ key, kind, isActive, isNew }: Mark, begins: boolean): Decoration {
  const names = ['marked', `marked-${kind}`, isActive && 'marked-active', isNew && 'marked-new']
  const attributes = { 'data-thread': key, ...(begins && { 'data-label': LABELS[kind] }) }
  const tagName = kind === 'proposal' ? 'del' : 'mark'
  return Decoration.mark({ tagName, class: names.filter(Boolean).join(' '), attributes })
}
