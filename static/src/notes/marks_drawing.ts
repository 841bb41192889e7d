// How the marks of threads look in the page: words highlighted, proposed ones beside those struck
// through. Hidden markup is left out, so that a mark in a table stays within the cells.

import type { Range } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView } from '@codemirror/view'
import { hiddenIn, shown } from '../editor/shown'
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
