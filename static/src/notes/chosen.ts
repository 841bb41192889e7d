// The threads that are shown under a filter, and what else there is to choose from.
import type { OutlineHeading } from '../outline'
import { personName } from '../person_name'
import { Clauses } from './clauses'
import { clausesIn, type Filter, isShown, type Possibility, peopleIn } from './filters'
import { startOf } from './placing'
import type { PlacedThread } from './threads_store'

export interface Chosen {
  /** In the order of the text. */
  threads: readonly PlacedThread[]
  clauses: readonly Possibility[]
  people: readonly Possibility[]
}

/** Of all `threads` of a text with these headings; those whose key is in `kept` are always shown. */
export function chosenFrom(
  threads: readonly PlacedThread[],
  headings: readonly OutlineHeading[],
  filter: Filter,
  kept: ReadonlySet<string>,
): Chosen {
  const clauses = new Clauses(headings)
  const all = threads.map((thread) => ({
    ...thread,
    isProposal: thread.replacement !== null,
    isDetached: thread.place?.kind === 'detached',
    clauseNow: clauses.clauseOf(thread.place),
  }))
  const shown = all.filter((one) => kept.has(one.key) || isShown(filter, one))
  return {
    threads: shown.toSorted((one, other) => startOf(one.place) - startOf(other.place)),
    clauses: clausesIn(all, filter, clauses.names),
    people: peopleIn(all, filter, personName),
  }
}
