// How large letters can be.

export interface Sizes {
  readonly largest: number
  readonly smallest: number
}

/** Pixels below which nobody reads letters from afar, or on a phone. */
const LEGIBLE = 18

/** Between which sizes the words of a slide may be on a screen of so many pixels. */
export function sizesFor(width: number, height: number): Sizes {
  const largest = Math.max(26, Math.min(width * 0.042, height * 0.066))
  const smallest = Math.max(LEGIBLE, Math.min(width * 0.03, height * 0.034))
  return { largest, smallest }
}

/** The largest size at which it fits, to a pixel; the smallest one when it does not even then. */
export function largestFitting({ largest, smallest }: Sizes, fits: (size: number) => boolean) {
  if (fits(largest)) return largest
  let [fitting, over] = [smallest, largest]
  while (over - fitting > 1) {
    const middle = (fitting + over) / 2
    if (fits(middle)) fitting = middle
    else over = middle
  }
  return fitting
}
