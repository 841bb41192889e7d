// What a reader can do with a search: open it, go through its matches, replace them, close it.

import type { EditorState, TransactionSpec } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { searchField, setCurrent, setSearch } from './find_matches'
import { visibleText } from './visible_text'

/** Opens the panel, or returns to it, looking for what is selected. Always true. */
export function openFind(view: EditorView): boolean {
  const { state } = view
  const { from, to } = state.selection.main
  const search = state.field(searchField)
  const selected = visibleText(state).between(from, to)
  const query = selected && !selected.includes('\n') ? selected : (search?.query ?? '')
  view.dispatch({ effects: setSearch.of({ query, matchCase: search?.matchCase ?? false, from }) })
  view.dom.querySelector<HTMLInputElement>('.find-field')?.select()
  return true
}

/** Ends the search and gives the text its focus back, with the current match selected. */
export function closeFind(view: EditorView): boolean {
  const search = view.state.field(searchField)
  if (!search) return false
  const match = search.matches[search.current]
  const selection = match && { anchor: match.from, head: match.to }
  view.dispatch({ effects: setSearch.of(null), ...(selection && { selection }) })
  view.focus()
  return true
}

/** Goes to the next match (1) or the one before (-1), round the ends of the text. */
export function step(view: EditorView, by: 1 | -1): boolean {
  const search = view.state.field(searchField)
  if (!search) return false
  const { matches, current } = search
  if (matches.length)
    view.dispatch(showMatch(view.state, (current + by + matches.length) % matches.length))
  return true
}

/** Looks for something else, from the current match on. */
export function look(view: EditorView, query: string, matchCase: boolean): void {
  const search = view.state.field(searchField)
  const from = search?.matches[search.current]?.from ?? view.state.selection.main.from
  view.dispatch({ effects: setSearch.of({ query, matchCase, from }) })
  const current = view.state.field(searchField)?.current ?? -1
  if (current >= 0) view.dispatch(showMatch(view.state, current))
}

/** Puts `replacement` in the place of the current match, or of all. Only where editing is allowed. */
export function replaceMatches(view: EditorView, replacement: string, all: boolean): void {
  const search = view.state.field(searchField)
  if (!search || view.state.readOnly) return
  const matches = all ? search.matches : search.matches.slice(search.current, search.current + 1)
  if (!matches.length || search.current < 0) return
  // As if it had been typed: it takes the look of what it replaces, and shows as it is written.
  const changes = matches.map((match) => ({ ...match, insert: replacement }))
  view.dispatch({ changes, userEvent: replacement ? 'input.type.replace' : 'delete.replace' })
  const current = view.state.field(searchField)?.current ?? -1
  if (current >= 0) view.dispatch(showMatch(view.state, current))
}

function showMatch(state: EditorState, index: number): TransactionSpec {
  const match = state.field(searchField)?.matches[index]
  if (!match) return {}
  const shown = EditorView.scrollIntoView(match.from, { y: 'center' })
  return { effects: [setCurrent.of(index), shown] }
}
