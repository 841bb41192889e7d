// Words that threads are about, highlighted in the text. Give `marks` to the editor as an extension
// and tell it what to show with `showMarks`.

import {
  type ChangeDesc,
  type EditorState,
  type Extension,
  StateEffect,
  StateField,
} from '@codemirror/state'
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { drawMarks } from './marks_drawing'
import type { Stretch } from './quote'

export interface Mark extends Stretch {
  /** Of its thread. */
  key: string
  /** `draft` is what somebody is about to comment on. */
  kind: 'comment' | 'proposal' | 'draft'
  /** The Markdown proposed in the place of the words. */
  replacement: string | null
  isActive: boolean
  isNew: boolean
}

const setMarks = StateEffect.define<readonly Mark[]>()

/** The oldest first. */
const field = StateField.define<readonly Mark[]>({
  create: () => [],
  update(marks, { docChanged, changes, effects }) {
    let next = docChanged && marks.length ? marks.map((mark) => moved(mark, changes)) : marks
    for (const effect of effects) if (effect.is(setMarks)) next = effect.value
    return next
  },
})

/** Shows these marks and no others; those that belong to the oldest threads come first. */
export function showMarks(view: EditorView, marks: readonly Mark[]): void {
  view.dispatch({ effects: setMarks.of(marks) })
}

/** Where each mark is now: marks move along with the text. */
export function marksShown(state: EditorState): readonly Mark[] {
  return state.field(field)
}

/** The marks around a place of the text, the innermost first, of equal ones the newest. */
export function marksAt(state: EditorState, pos: number): readonly Mark[] {
  const around = marksShown(state).filter(({ from, to }) => from < to && from <= pos && pos <= to)
  return innermost(around)
}

/** Draws what `showMarks` is told; `onClick` hears of a click on a mark, as the thread's key. */
export function marks(onClick: (key: string) => void): Extension {
  return [field, drawn, EditorView.domEventObservers({ click: clicked(onClick) })]
}

/** As the anchor itself: what is typed before or after the words does not belong to them. */
function moved(mark: Mark, changes: ChangeDesc): Mark {
  const from = changes.mapPos(mark.from, 1)
  return { ...mark, from, to: Math.max(from, changes.mapPos(mark.to, -1)) }
}

class Drawn {
  decorations

  constructor(view: EditorView) {
    this.decorations = drawMarks(view, marksShown(view.state))
  }

  update({ view, state, docChanged, changes }: ViewUpdate): void {
    // Redrawing the line an input method composes in would end the composition.
    if (view.composing) {
      if (docChanged) this.decorations = this.decorations.map(changes)
    } else this.decorations = drawMarks(view, marksShown(state))
  }
}

const drawn = ViewPlugin.fromClass(Drawn, { decorations: ({ decorations }) => decorations })

function clicked(onClick: (key: string) => void) {
  return (event: MouseEvent, view: EditorView): void => {
    const { target } = event
    if (event.button !== 0 || !(target instanceof Element)) return
    // Whoever selects words or follows a link does not ask for a thread.
    const follows = view.state.readOnly || event.ctrlKey || event.metaKey
    if (!view.state.selection.main.empty || (follows && target.closest('a'))) return
    const keys = keysAround(target)
    const around = marksShown(view.state).filter(({ key }) => keys.has(key))
    const [mark] = innermost(around.filter(({ kind }) => kind !== 'draft'))
    if (mark) onClick(mark.key)
  }
}

/** The keys of all the marks that an element is in. */
function keysAround(element: Element): Set<string | undefined> {
  const keys = new Set<string | undefined>()
  let at = element.closest<HTMLElement>('[data-thread]')
  while (at) {
    keys.add(at.dataset.thread)
    at = at.parentElement?.closest<HTMLElement>('[data-thread]') ?? null
  }
  return keys
}

/** The shortest first, of equal ones the newest. */
function innermost(marks: readonly Mark[]): Mark[] {
  return marks.toReversed().sort((one, other) => one.to - one.from - (other.to - other.from))
}
