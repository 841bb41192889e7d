// Threads as the editor draws them, and as the contents count them.

import type { Mark } from './marks'
import type { PlacedThread } from './threads_store'

/** The marks of those that have a place in the text; the one with the key `active` stronger. */
export function marksOf(threads: readonly PlacedThread[], active: string): Mark[] {
  return threads.flatMap(({ key, place, status, replacement, isNew }) => {
    if (!place || place.kind === 'detached') return []
    const proposes = replacement !== null && status === 'open'
    return [
      {
        key,
        from: place.from,
        to: place.to,
        kind: proposes ? 'proposal' : 'comment',
        replacement: proposes ? replacement : null,
        isActive: key === active,
        isNew,
      },
    ]
  })
}

/** How many that are not closed there are from each place of the text in `starts` to the next. */
export function countsFrom(threads: readonly PlacedThread[], starts: readonly number[]): number[] {
  const counts = starts.map(() => 0)
  for (const { status, place } of threads) {
    if (status === 'closed' || !place || place.kind === 'detached') continue
    const at = starts.findLastIndex((start) => start <= place.from)
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}
