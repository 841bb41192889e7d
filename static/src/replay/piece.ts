// A stretch of the life of a text, to be walked through forth and back.

import type { Text } from '@codemirror/state'
import { applied, type Change, type Frames, textOf } from './frames'
import { type News, newsAfter } from './fresh'

export class Piece {
  text: Text
  /** How many of the steps are in `text`. */
  index = 0
  /** Of each step in `text` the changes that lead back. */
  private readonly ways: Change[][] = []

  constructor(readonly frames: Frames) {
    this.text = textOf(frames.text)
  }

  /** The last row of the log that it tells of. */
  get end(): number {
    return this.frames.next ?? Math.max(this.frames.head, this.frames.from)
  }

  get isAtEnd(): boolean {
    return this.index === this.frames.steps.length
  }

  /** The step that led here; null at the start. */
  get last() {
    return this.frames.steps[this.index - 1] ?? null
  }

  get next() {
    return this.frames.steps[this.index] ?? null
  }

  get news(): News {
    return newsAfter(this.frames.steps, this.index)
  }

  forward(): void {
    if (!this.next) return
    const { text, back } = applied(this.text, this.next[3])
    this.text = text
    this.ways[this.index] = back
    this.index += 1
  }

  back(): void {
    const way = this.ways[this.index - 1]
    if (!way) return
    this.text = applied(this.text, way).text
    this.index -= 1
  }

  /** To how the text stood after the row `seq` of the log, if that is in here. */
  goTo(seq: number): void {
    while (this.next && this.next[0] <= seq) this.forward()
    while (this.last && this.last[0] > seq) this.back()
  }
}
