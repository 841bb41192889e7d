// Tells the others where this tab's cursor is: not too often, and only when it moved.
import type { Cursor } from '../cursor'

const SHORTEST_GAP_MS = 100

export class OwnCursor {
  private cursor: Cursor | null = null
  /** What the others were told last; undefined when they know nothing. */
  private told: Cursor | null | undefined
  private timer: ReturnType<typeof setTimeout> | undefined

  /** `send` returns whether it could be sent. */
  constructor(private readonly send: (cursor: Cursor | null) => boolean) {}

  set(cursor: Cursor | null): void {
    this.cursor = cursor
    if (this.timer === undefined) this.tell()
  }

  /** After a join the others know nothing of this tab. */
  repeat(): void {
    this.told = this.cursor ? undefined : null
    if (this.timer === undefined) this.tell()
  }

  rest(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private tell(): void {
    if (this.told !== undefined && sameCursor(this.cursor, this.told)) return
    if (!this.send(this.cursor)) return
    this.told = this.cursor
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.tell()
    }, SHORTEST_GAP_MS)
  }
}

function sameCursor(a: Cursor | null, b: Cursor | null): boolean {
  if (!a || !b) return a === b
  return sameBytes(a.anchor, b.anchor) && sameBytes(a.head, b.head)
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
