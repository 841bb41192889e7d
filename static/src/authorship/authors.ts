// Who writes under which client id, and when which character was written.

import type { Person } from '../cursor'
import { words } from '../words'

/** What the server answers: `seconds` since 1970, in ascending order of the clocks. */
export interface Moments {
  seq: number
  /** Client id -> from which clock on which moment holds. */
  clients: Record<string, readonly (readonly [clock: number, seconds: number])[]>
  people: Record<string, Person>
}

/** Somebody with all their client ids; `number` counts people as they are met, from 0. */
export interface Author extends Person {
  key: string
  number: number
}

export class Authors {
  private readonly told = new Map<number, Person>()
  private readonly authors = new Map<string, Author>()
  private clocks: Moments['clients'] = {}
  /** Client id -> the first clock that was not there yet when the moments were asked for. */
  private reach: ReadonlyMap<number, number> = new Map()

  /** `people` are those whom the page knows already, and learns of meanwhile. */
  constructor(private readonly people: () => ReadonlyMap<number, Person>) {}

  /** `reach` is how far the text went, client by client, when the moments were asked for. */
  learn(moments: Moments, reach: ReadonlyMap<number, number>): void {
    this.clocks = moments.clients
    this.reach = reach
    for (const [client, person] of Object.entries(moments.people)) this.told.set(+client, person)
  }

  /** Null when nobody said whose id that is. */
  of(client: number): Author | null {
    const person = this.people().get(client) ?? this.told.get(client)
    if (!person) return null
    const name = person.name || words.formerParticipant
    const { organisation, colour, isGuest } = person
    const key = JSON.stringify([name, organisation, colour, isGuest])
    const known = this.authors.get(key)
    if (known) return known
    const author = { name, organisation, colour, isGuest, key, number: this.authors.size }
    this.authors.set(key, author)
    return author
  }

  /** Seconds since 1970; null when it was written after the moments were asked for. */
  momentOf(client: number, clock: number): number | null {
    if (clock >= (this.reach.get(client) ?? 0)) return null
    const entries = this.clocks[client] ?? []
    return entries[entriesUpTo(entries, clock) - 1]?.[1] ?? null
  }

  /** The first clock after `clock` of which the moment may be another. */
  nextMoment(client: number, clock: number): number {
    const entries = this.clocks[client] ?? []
    const next = entries[entriesUpTo(entries, clock)]?.[0] ?? Number.POSITIVE_INFINITY
    const reach = this.reach.get(client) ?? 0
    return clock < reach ? Math.min(next, reach) : Number.POSITIVE_INFINITY
  }
}

/** How many of the entries begin at `clock` or before it. */
function entriesUpTo(entries: Moments['clients'][string], clock: number): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.[0] ?? 0) <= clock) low = middle + 1
    else high = middle
  }
  return low
}
