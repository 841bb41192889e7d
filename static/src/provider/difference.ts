// What one copy of a document holds beyond another, by their clocks. Pure.
import * as Y from 'yjs'

/** Client id -> number of units known of it. */
export type Clocks = ReadonlyMap<number, number>

export function clocksOf(doc: Y.Doc): Clocks {
  return Y.decodeStateVector(Y.encodeStateVector(doc))
}

/** Whether both stand at the same state vector. (Deletions do not show in it.) */
export function sameClocks(a: Clocks, b: Clocks): boolean {
  return a.size === b.size && [...a].every(([client, clock]) => b.get(client) === clock)
}

/** The client ids under which `update` carries text. */
export function writersOf(update: Uint8Array): number[] {
  return [...Y.parseUpdateMeta(update).to.keys()]
}

/** The clients of whom `local` knows more than `remote`. */
export function beyond(local: Clocks, remote: Clocks): number[] {
  return [...local].filter(([client, clock]) => clock > (remote.get(client) ?? 0)).map(([c]) => c)
}

/** The clocks of a copy at `start` once it took `updates` in order; a gap stops its client. */
export function reached(start: Clocks, updates: readonly Uint8Array[]): Clocks {
  const clocks = new Map(start)
  for (const update of updates) {
    const { from, to } = Y.parseUpdateMeta(update)
    for (const [client, end] of to) {
      const known = clocks.get(client) ?? 0
      if ((from.get(client) ?? 0) <= known && end > known) clocks.set(client, end)
    }
  }
  return clocks
}

/** One update with what `doc` knows of `clients` beyond `remote`, and every deletion. */
export function difference(doc: Y.Doc, remote: Clocks, clients: readonly number[]): Uint8Array {
  const target = new Map(clocksOf(doc))
  for (const client of clients) target.set(client, remote.get(client) ?? 0)
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(target))
}
