// The characters of a text as Yjs names them: the client id they were written under, and its clock.

import type * as Y from 'yjs'

/** A stretch [from, to) whose characters have the clocks from `clock` on. */
export interface Item {
  from: number
  to: number
  client: number
  clock: number
}

/** What lies within [from, to), cut off at its ends, in the order of the text. */
export function itemsWithin(text: Y.Text, from: number, to: number): Item[] {
  const found: Item[] = []
  let at = 0
  for (let item = text._start; item && at < to; item = item.right) {
    if (item.deleted || !item.countable) continue
    const end = at + item.length
    if (end > from) {
      const start = Math.max(at, from)
      const { client, clock } = item.id
      found.push({ client, clock: clock + start - at, from: start, to: Math.min(end, to) })
    }
    at = end
  }
  return found
}
