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
  const start = Math.max(0, Math.min(fixed, cards.length - 1))
  const below = downwards(cards.slice(start), gap)
  const above: number[] = []
  let limit = (below[0] ?? 0) - gap
  for (const { wanted, height } of cards.slice(0, start).reverse()) {
    const top = Math.min(wanted, limit - height)
    above.unshift(top)
    limit = top - gap
  }
  return [...above, ...below]
}

function downwards(cards: readonly Card[], gap: number): number[] {
  let free = Number.NEGATIVE_INFINITY
  return cards.map(({ wanted, height }) => {
    const top = Math.max(wanted, free)
    free = top + height + gap
    return top
  })
}
