// Cards beside a text: each as near to its words as the others allow.

export interface Card {
  /** Where it would like to begin, in pixels. */
  wanted: number
  height: number
}

/**
 * Where each of `cards`, in the order of the text, begins: none over another, `gap` pixels apart.
 * The one at index `fixed` is just where it wants to be; those before it make place upwards, even
 * above the top, those after it downwards.
 */
export function stack(cards: readonly Card[], gap: number, fixed = 0): number[] {
  const tops: number[] = []
  const start = Math.max(0, Math.min(fixed, cards.length - 1))
  let free = Number.NEGATIVE_INFINITY
  for (let at = start; at < cards.length; at += 1) {
    const { wanted, height } = cards[at] as Card
    tops[at] = Math.max(wanted, free)
    free = tops[at] + height + gap
  }
  let limit = tops[start] ?? 0
  for (let at = start - 1; at >= 0; at -= 1) {
    const { wanted, height } = cards[at] as Card
    tops[at] = Math.min(wanted, limit - gap - height)
    limit = tops[at]
  }
  return tops
}
