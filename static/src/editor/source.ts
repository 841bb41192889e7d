// The switch between the finished page and the Markdown it is made of.

import { Compartment, type EditorState, type Extension, Facet } from '@codemirror/state'
import { type Command, Decoration, EditorView } from '@codemirror/view'
import { sourceShown } from './source_view'

const shown = new Compartment()
const pages = Facet.define<Extension, Extension>({ combine: (values) => values[0] ?? [] })

const eitherWay = Decoration.line({ attributes: { dir: 'auto' } })

/** Every line runs the way it is written, also in a page that runs the other way. */
const sides = EditorView.decorations.of((view) => {
  const starts = new Set<number>()
  for (const { from, to } of view.visibleRanges)
    for (let at = from; at <= to; at = view.state.doc.lineAt(at).to + 1)
      starts.add(view.state.doc.lineAt(at).from)
  return Decoration.set([...starts].map((start) => eitherWay.range(start)))
})

const sourceView: Extension = [
  sides,
  sourceShown.of(true),
  EditorView.editorAttributes.of({ class: 'shows-source' }),
  EditorView.contentAttributes.of({ spellcheck: 'false', autocapitalize: 'off' }),
]

/** Starts with the page, which `page` draws and edits. */
export function switchable(page: Extension): Extension {
  return [pages.of(page), shown.of(page)]
}

export function isSource(state: EditorState): boolean {
  return state.facet(sourceShown)
}

export const toggleSource: Command = (view) => {
  const page = view.state.facet(pages)
  view.dispatch({ effects: shown.reconfigure(isSource(view.state) ? page : sourceView) })
  return true
}
