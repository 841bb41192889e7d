// Find and replace in the text as people see it.

import { type EditorState, type Extension, Prec } from '@codemirror/state'
import { Decoration, EditorView, keymap, showPanel } from '@codemirror/view'
import { closeFind, openFind, step } from './find_commands'
import { searchField } from './find_matches'
import { findPanel } from './find_panel'

export { openFind } from './find_commands'

/** The panel, its keys, and the matches it finds. */
export const find: Extension = [
  searchField,
  showPanel.from(searchField, (search) => (search ? findPanel : null)),
  EditorView.decorations.compute([searchField], marks),
  Prec.high(
    keymap.of([
      { key: 'Mod-f', run: openFind, scope: 'editor find' },
      {
        key: 'Mod-g',
        run: (view) => step(view, 1),
        shift: (view) => step(view, -1),
        scope: 'editor find',
      },
      {
        key: 'F3',
        run: (view) => step(view, 1),
        shift: (view) => step(view, -1),
        scope: 'editor find',
      },
      { key: 'Escape', run: closeFind, scope: 'editor find' },
    ]),
  ),
]

function marks(state: EditorState) {
  const search = state.field(searchField)
  if (!search) return Decoration.none
  return Decoration.set(
    search.matches.map(({ from, to }, index) =>
      Decoration.mark({ class: index === search.current ? 'find-current' : 'find-match' }).range(
        from,
        to,
      ),
    ),
  )
}
