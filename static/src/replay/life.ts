// The life of a text from its first word to the newest, loaded in pieces ahead of who looks on.

import type { Text } from '@codemirror/state'
import type { Person } from '../cursor'
import type { Frames } from './frames'
import type { News } from './fresh'
import { Piece } from './piece'
import type { Standing } from './versions'

/** Rows of the log that one answer surely reaches over: the steps it may have at most. */
const REACH = 2_000
/** Steps before the end of a piece at which the next is asked for. */
const AHEAD = 500

export interface Instant {
  seq: number
  /** Since 1970; null before anything was written, as the person is. */
  seconds: number | null
  person: Person | null
}

export class Life {
  /** The newest row of the log. */
  head = 0
  private piece: Piece | null = null
  private readonly pieces = new Map<number, Promise<Piece>>()
  /** Pieces that have come, the earlier first. */
  private readonly there: Piece[] = []

  constructor(private readonly fetch: (from: number) => Promise<Frames>) {}

  get text(): Text | null {
    return this.piece?.text ?? null
  }

  get news(): News {
    return this.piece?.news ?? { fresh: [], caret: null }
  }

  get people(): readonly Person[] {
    return this.piece?.frames.people ?? []
  }

  get instant(): Instant {
    const last = this.piece?.last
    if (!last) return { seq: this.piece?.frames.from ?? 0, seconds: null, person: null }
    return { seq: last[0], seconds: last[1], person: this.people[last[2]] ?? null }
  }

  get isAtEnd(): boolean {
    const { piece } = this
    if (!piece?.isAtEnd) return false
    return piece.frames.next === null || this.after(piece)?.frames.steps.length === 0
  }

  /** The rows after all of which the text stands as it does now. */
  get standing(): Standing {
    const from = this.instant.seq
    return { from, until: this.piece?.next?.[0] ?? (this.piece?.end ?? from) + 1 }
  }

  /** Seconds until the next step; null while it is not there, or when there is none. */
  get pause(): number | null {
    const { piece } = this
    const next = piece?.next ?? (piece && this.after(piece)?.frames.steps[0])
    if (!next) return null
    return piece?.last ? next[1] - piece.last[1] : 0
  }

  /** To how the text stood after the row `seq`; fails when that cannot be had. */
  async goTo(seq: number): Promise<void> {
    const piece = await this.pieceWith(seq)
    piece.goTo(seq)
    this.piece = piece
  }

  /** Loads what comes next, when that is near; fails when it cannot be had. */
  async lookAhead(): Promise<void> {
    let { piece } = this
    if (!piece || piece.frames.steps.length - piece.index > AHEAD) return
    while (piece.frames.next !== null) {
      piece = await this.load(piece.frames.next)
      if (piece.frames.steps.length) return
    }
  }

  /** One step on, when it is there. */
  forward(): boolean {
    const { piece } = this
    if (!piece) return false
    if (piece.isAtEnd) {
      const following = this.after(piece)
      if (!following?.frames.steps.length) return false
      following.goTo(following.frames.from)
      this.piece = following
    }
    this.piece?.forward()
    return true
  }

  /** The row of the step before the one that led here. */
  get before(): number {
    const { piece } = this
    if (!piece) return 0
    return piece.frames.steps[piece.index - 2]?.[0] ?? (piece.index ? piece.frames.from : 0)
  }

  /** The next one in which anything happens, or else the last one. */
  private after(piece: Piece): Piece | undefined {
    const following = this.there.find(({ frames }) => frames.from === piece.frames.next)
    const isIdle = following?.frames.steps.length === 0 && following.frames.next !== null
    return isIdle ? this.after(following) : following
  }

  /** A piece in which the row is not the start, so that who wrote last is known. */
  private async pieceWith(seq: number): Promise<Piece> {
    const known = this.there.find(({ frames, end }) => frames.from < seq && seq <= end)
    if (known) return known
    const start = Math.max(0, Math.floor((seq - 1) / REACH) * REACH)
    let piece = await this.load(start)
    while (piece.end < seq && piece.frames.next !== null) piece = await this.load(piece.frames.next)
    return piece
  }

  private load(from: number): Promise<Piece> {
    const loading = this.pieces.get(from) ?? this.fetch(from).then((frames) => this.take(frames))
    this.pieces.set(from, loading)
    // What failed is tried again by who needs it next.
    loading.catch(() => this.pieces.delete(from))
    return loading
  }

  private take(frames: Frames): Piece {
    const piece = new Piece(frames)
    this.head = Math.max(this.head, frames.head)
    this.there.push(piece)
    return piece
  }
}
