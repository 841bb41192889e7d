// Where the text has just changed, and who changed it.

import type { Change, Step } from './frames'

/** A stretch [from, to) that was written lately. In code units. */
export interface Fresh {
  from: number
  to: number
  person: number
}

export interface News {
  fresh: readonly Fresh[]
  /** Where the newest change ended, and whose it is; null when nothing has changed. */
  caret: { at: number; person: number } | null
}

/** Steps whose words are still shown as new. */
const STEPS = 12

/** What is new after the first `count` of `steps`. */
export function newsAfter(steps: readonly Step[], count: number): News {
  let fresh: Fresh[] = []
  let caret: News['caret'] = null
  for (const [, , person, changes] of steps.slice(Math.max(0, count - STEPS), count)) {
    for (const change of changes) {
      const [at, , inserted] = change
      fresh = fresh.flatMap((stretch) => moved(stretch, change))
      if (inserted) fresh.push({ from: at, to: at + inserted.length, person })
      caret = { at: at + inserted.length, person }
    }
  }
  return { fresh: fresh.sort((one, other) => one.from - other.from), caret }
}

/** What is left of a stretch after a change: in two pieces, when others wrote within it. */
function moved({ from, to, person }: Fresh, [at, deleted, inserted]: Change): Fresh[] {
  const end = at + deleted
  const shift = inserted.length - deleted
  const before = { from, to: Math.min(to, at), person }
  const after = { from: Math.max(from, end) + shift, to: to + shift, person }
  return [before, after].filter((piece) => piece.from < piece.to)
}
