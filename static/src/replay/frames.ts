// What the server tells of the life of a text: how it stood at one point, and what changed after it.

import { Text } from '@codemirror/state'
import type { Person } from '../cursor'

/** `deleted` code units at `at` made way for `inserted`. */
export type Change = readonly [at: number, deleted: number, inserted: string]

/** Changes that one person made within moments, one applied after the other. */
export type Step = readonly [
  /** Of the last row of the log that is in it. */
  seq: number,
  /** Since 1970. */
  seconds: number,
  /** Their place in `people`. */
  person: number,
  changes: readonly Change[],
]

export interface Frames {
  /** The row of the log after which the text stands as `text`. */
  from: number
  text: string
  people: readonly Person[]
  steps: readonly Step[]
  /** Where to go on; null when these are the last. */
  next: number | null
  /** The newest row of the log. */
  head: number
}

export function textOf(words: string): Text {
  return Text.of(words.split('\n'))
}

/** The text after the changes, and the changes that lead back, to be applied in their order. */
export function applied(text: Text, changes: readonly Change[]): { text: Text; back: Change[] } {
  const back: Change[] = []
  let now = text
  for (const [at, deleted, inserted] of changes) {
    back.push([at, inserted.length, now.sliceString(at, at + deleted)])
    now = now.replace(at, at + deleted, textOf(inserted))
  }
  return { text: now, back: back.reverse() }
}
