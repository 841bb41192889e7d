// What is looked for, and where it stands in the text.

import { SearchCursor } from '@codemirror/search'
import {
  type EditorState,
  StateEffect,
  StateField,
  Text,
  type Transaction,
} from '@codemirror/state'
import { sourceShown } from './source_view'
import { visibleText } from './visible_text'

export interface Match {
  from: number
  to: number
}

/** A search that is going on. */
export interface Search {
  query: string
  matchCase: boolean
  matches: readonly Match[]
  /** Which match is the current one; -1 without a match. */
  current: number
}

/** Starts or changes a search from a place in the text; null ends it. */
export const setSearch = StateEffect.define<{
  query: string
  matchCase: boolean
  from: number
} | null>()
/** Makes another match the current one. */
export const setCurrent = StateEffect.define<number>()

export const searchField = StateField.define<Search | null>({ create: () => null, update })

function update(search: Search | null, transaction: Transaction): Search | null {
  let next = search
  const { state, startState } = transaction
  const redrawn = state.facet(sourceShown) !== startState.facet(sourceShown)
  if (next && (transaction.docChanged || redrawn)) next = followed(next, transaction)
  for (const effect of transaction.effects) {
    if (effect.is(setSearch)) {
      const wanted = effect.value
      next = wanted && found(state, wanted.query, wanted.matchCase, wanted.from)
    } else if (effect.is(setCurrent) && next) next = { ...next, current: effect.value }
  }
  return next
}

function followed(search: Search, { state, changes }: Transaction): Search {
  const current = search.matches[search.current]
  return found(state, search.query, search.matchCase, current ? changes.mapPos(current.from, 1) : 0)
}

/**
 * Every place where people see `query`, whatever markup stands between its letters.
 *
 * Accents, vowel signs and, unless `matchCase`, case make no difference.
 */
function found(state: EditorState, query: string, matchCase: boolean, from: number): Search {
  if (!query.trim()) return { query, matchCase, matches: [], current: -1 }
  const visible = visibleText(state)
  const fold = (text: string) => (matchCase ? text : text.toLowerCase()).replace(/\p{M}/gu, '')
  const cursor = new SearchCursor(
    Text.of(visible.text.split('\n')),
    query,
    0,
    visible.text.length,
    fold,
  )
  const matches: Match[] = []
  for (const match of cursor) {
    if (match.from < match.to) {
      matches.push({ from: visible.at(match.from), to: visible.at(match.to - 1) + 1 })
    }
  }
  const next = matches.findIndex((match) => match.from >= from)
  return { query, matchCase, matches, current: next < 0 && matches.length ? 0 : next }
}
