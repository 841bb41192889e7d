// What is told of one place in the text: who wrote it, from where, and when.

import type * as Y from 'yjs'
import type { Author, Authors } from './authors'
import { type Item, itemsWithin } from './items'

export interface Told {
  from: number
  to: number
  author: Author
  when: string
}

export interface Asked {
  text: Y.Text
  authors: Authors
  /** Seconds since 1970, or null for what the server did not tell of yet, in words. */
  when(seconds: number | null): string
}

/** The words around `at` that one person wrote at one moment, within `line`; null for none. */
export function toldAt(
  { text, authors, when }: Asked,
  at: number,
  line: { from: number; to: number },
): Told | null {
  let found: Told | null = null
  for (const item of itemsWithin(text, line.from, line.to)) {
    for (const { from, to, client, clock } of momentsOf(item, authors)) {
      const author = authors.of(client)
      if (!author) continue
      const told = { from, to, author, when: when(authors.momentOf(client, clock)) }
      if (found && isSame(found, told)) found.to = to
      else if (found && found.to > at) return found
      else found = told
    }
  }
  return found && found.from <= at && at < found.to ? found : null
}

/** An item parted where its moments change. */
function momentsOf({ from, to, client, clock }: Item, authors: Authors): Item[] {
  const parts: Item[] = []
  for (let at = from; at < to; ) {
    const begins = clock + at - from
    const end = Math.min(to, from + authors.nextMoment(client, begins) - clock)
    parts.push({ from: at, to: end, client, clock: begins })
    at = end
  }
  return parts
}

function isSame(one: Told, other: Told): boolean {
  return one.to === other.from && one.author === other.author && one.when === other.when
}
