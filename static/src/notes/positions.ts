// Where encoded positions of a shared text stand now: many of them, in one walk through the text.

import { fromBase64, toBase64 } from 'lib0/buffer'
import * as Y from 'yjs'

/** The server keeps no longer ones. In characters of base64. */
const MAX_LENGTH = 344

/** A character of the text: the item that holds it, and how far in. */
interface Character {
  item: Y.Item
  offset: number
  isEnd: boolean
}

/** The position before the character at `index`, or with `isEnd` after the one that ends there. */
export function positionAt(text: Y.Text, index: number, isEnd: boolean): string {
  const position = Y.createRelativePositionFromTypeIndex(text, index, isEnd ? -1 : 0)
  return toBase64(Y.encodeRelativePosition(position))
}

/**
 * The index of each position in the text as it stands; null for what is no position in it, or in a
 * part of it that has not arrived.
 *
 * A character that was deleted leaves its place. What brought it back is not looked for: only the
 * browser that undid a change knows what came in the place of what, and all must find the same.
 */
export function indexesOf(text: Y.Text, positions: readonly string[]): (number | null)[] {
  const characters = positions.map((position) => characterOf(text, position))
  const starts = startsOf(text, new Set(characters.map((character) => character?.item)))
  return characters.map((character) => {
    if (!character) return null
    const start = starts.get(character.item) ?? 0
    if (character.item.deleted || !character.item.countable) return start
    return start + character.offset + (character.isEnd ? 1 : 0)
  })
}

/** Bytes from the wire may be anything. */
function characterOf(text: Y.Text, encoded: string): Character | null {
  const store = text.doc?.store
  if (!store || encoded.length > MAX_LENGTH) return null
  try {
    const { item: id, assoc } = Y.decodeRelativePosition(fromBase64(encoded))
    if (!id || Y.getState(store, id.client) <= id.clock) return null
    const item = Y.getItem(store, id)
    if (!(item instanceof Y.Item) || item.parent !== text) return null
    return { item, offset: id.clock - item.id.clock, isEnd: assoc < 0 }
  } catch {
    return null
  }
}

/** Yjs walks the text once for every position; with hundreds of them that would take seconds. */
function startsOf(text: Y.Text, wanted: ReadonlySet<Y.Item | undefined>): Map<Y.Item, number> {
  const starts = new Map<Y.Item, number>()
  let index = 0
  for (let item = text._start; item; item = item.right) {
    if (wanted.has(item)) starts.set(item, index)
    if (!item.deleted && item.countable) index += item.length
  }
  return starts
}
