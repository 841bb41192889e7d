// Who wrote which stretch of a text, in the order of the text; kept while the text changes.

import type * as Y from 'yjs'

/** A stretch [from, to) that was written under one client id. In UTF-16 code units. */
export interface Run {
  from: number
  to: number
  client: number
}

interface Piece {
  client: number
  length: number
}

export class Runs {
  length = 0
  private pieces: Piece[] = []

  /** Reads the whole text: every item of it, those that were deleted too. */
  static of(text: Y.Text): Runs {
    const runs = new Runs()
    for (let item = text._start; item; item = item.right) {
      if (!item.deleted && item.countable) runs.append(item.id.client, item.length)
    }
    return runs
  }

  /** [from, to) was replaced with `length` code units written under `client`. */
  replace(from: number, to: number, length: number, client: number): void {
    const first = this.cut(from)
    const last = this.cut(to)
    const news = length ? [{ client, length }] : []
    this.pieces.splice(first, last - first, ...news)
    this.length += length - (to - from)
    this.join(first + news.length)
    this.join(first)
  }

  /** What lies within [from, to), cut off at its ends. */
  between(from: number, to: number): Run[] {
    const found: Run[] = []
    let at = 0
    for (const { client, length } of this.pieces) {
      if (at >= to) break
      if (at + length > from) {
        found.push({ client, from: Math.max(at, from), to: Math.min(at + length, to) })
      }
      at += length
    }
    return found
  }

  clients(): ReadonlySet<number> {
    return new Set(this.pieces.map(({ client }) => client))
  }

  private append(client: number, length: number): void {
    const last = this.pieces.at(-1)
    if (last?.client === client) last.length += length
    else this.pieces.push({ client, length })
    this.length += length
  }

  /** Parts the piece around a position; returns the index of the piece that begins there. */
  private cut(position: number): number {
    let at = 0
    for (let i = 0; i < this.pieces.length; i++) {
      const piece = this.pieces[i] as Piece
      if (at >= position) return i
      const before = position - at
      if (before < piece.length) {
        const rest = { client: piece.client, length: piece.length - before }
        piece.length = before
        this.pieces.splice(i + 1, 0, rest)
        return i + 1
      }
      at += piece.length
    }
    return this.pieces.length
  }

  /** Makes one of the pieces on both sides of `index` when one client wrote them. */
  private join(index: number): void {
    const [before, after] = [this.pieces[index - 1], this.pieces[index]]
    if (!before || before.client !== after?.client) return
    before.length += after.length
    this.pieces.splice(index, 1)
  }
}
