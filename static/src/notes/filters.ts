// Which remarks are shown beside the text.
import type { Speaker } from './thread'

/** What of a thread decides whether it is shown. */
export interface Filtered {
  status: 'open' | 'stale' | 'closed'
  isProposal: boolean
  isOwn: boolean
  isNew: boolean
  mentionsMe: boolean
  isDetached: boolean
  /** Who said or did something in it. */
  speakers: readonly Speaker[]
  /** As `clauses.ts` names the clause in which its words are now. */
  clauseNow: string
}

const KINDS = {
  open: (one: Filtered) => one.status !== 'closed',
  new: (one: Filtered) => one.isNew,
  proposals: (one: Filtered) => one.status !== 'closed' && one.isProposal,
  mine: (one: Filtered) => one.isOwn,
  me: (one: Filtered) => one.mentionsMe,
  detached: (one: Filtered) => one.status !== 'closed' && one.isDetached,
  closed: (one: Filtered) => one.status === 'closed',
}

export type Kind = keyof typeof KINDS

/** All three together; "" for any clause, and for anybody. */
export interface Filter {
  kind: Kind
  clause: string
  /** The key of somebody who spoke in the thread. */
  person: string
}

export function isKind(name: string): name is Kind {
  return name in KINDS
}

/** Whether a thread like this is shown under `filter`. */
export function isShown({ kind, clause, person }: Filter, thread: Filtered): boolean {
  return (
    KINDS[kind](thread) &&
    (!clause || thread.clauseNow === clause) &&
    (!person || thread.speakers.some(({ key }) => key === person))
  )
}

/** One of the possibilities to choose from, and how many threads it would show. */
export interface Possibility {
  value: string
  name: string
  count: number
}

/** The clauses there are to choose from, in the order of `names`: clause -> what it is called. */
export function clausesIn(
  threads: readonly Filtered[],
  filter: Filter,
  names: ReadonlyMap<string, string>,
): Possibility[] {
  return [...names].flatMap(([clause, name]) => {
    const count = threads.filter((one) => isShown({ ...filter, clause }, one)).length
    return count || clause === filter.clause ? [{ value: clause, name, count }] : []
  })
}

/** The people who spoke in those threads, in the order of their names; guests are told apart. */
export function peopleIn(
  threads: readonly Filtered[],
  filter: Filter,
  nameOf: (speaker: Speaker) => string,
): Possibility[] {
  const speakers = new Map(threads.flatMap((one) => one.speakers).map((one) => [one.key, one]))
  const people = [...speakers.values()].flatMap((one) => {
    const count = threads.filter((thread) => isShown({ ...filter, person: one.key }, thread)).length
    const name = nameOf(one)
    return count || one.key === filter.person ? [{ value: one.key, name, count }] : []
  })
  return people.toSorted((one, other) => one.name.localeCompare(other.name))
}
